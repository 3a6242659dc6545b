using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Menus;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes rich menus and who sees them.</summary>
internal sealed class MenusOutput(OutputFormat format, Language language)
{
    private readonly FactWords words = new(language);

    public void Write(TextWriter output, MenuCount count)
    {
        switch (format)
        {
            case OutputFormat.Json:
                Json.Write(output, new
                {
                    Menus = count.Menus.Select(m => new
                    {
                        m.Id,
                        Show = m.Gates.Select(g => new { Model = g.ModelId, Ranks = g.RankIds, g.Half }),
                        m.IsDefault,
                        m.RichMenuId,
                        m.People,
                    }),
                    count.Outstanding,
                    count.IsWalking,
                    count.IsConnected,
                });
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("menu", "show", "richMenuId", "people");
                    foreach (MenuLine menu in count.Menus)
                    {
                        writer.WriteRecord(menu.Id, Whose(menu), menu.RichMenuId ?? "", menu.IsDefault ? "" : $"{menu.People}");
                    }
                }

                break;
            default:
                WriteTable(output, count);
                break;
        }
    }

    private void WriteTable(TextWriter output, MenuCount count)
    {
        foreach (MenuLine menu in count.Menus)
        {
            string people = menu.IsDefault && menu.Gates.Count == 0 ? "" : words.Say($"　{menu.People} 人", $"  {menu.People} people");
            string made = menu.RichMenuId ?? words.Say("LINEにはまだありません", "not at LINE yet");
            output.WriteLine($"{menu.Id}  {Whose(menu)}{people}  {made}");
        }

        output.WriteLine(words.Say($"確認待ち: {count.Outstanding} 人", $"to be looked at: {count.Outstanding} people"));
        if (count.IsWalking)
        {
            output.WriteLine(words.Say("公開した内容に合わせて、全員を確認している途中です", "everybody is being gone through, because something was published"));
        }

        if (!count.IsConnected)
        {
            output.WriteLine(words.Say("LINEがつながっていません（Channels:Line）", "LINE is not connected (Channels:Line)"));
        }
    }

    private string Whose(MenuLine menu)
    {
        IEnumerable<string> gates = menu.Gates.Select(g => string.Join('/', g.RankIds.Count > 0 ? g.RankIds : ["*"]) + HalfOf(g.Half));
        return string.Join(", ", menu.IsDefault ? gates.Append(words.Say("そのほか全員", "everybody else")) : gates);
    }

    private string HalfOf(Half half) => half switch
    {
        Half.Current => words.Say("（現在）", " (current)"),
        Half.Lapsed => words.Say("（離脱）", " (lapsed)"),
        _ => "",
    };
}
