using System.CommandLine;
using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup suppressions</c>: addresses that nothing may be sent to.</summary>
internal static class SuppressionsCommand
{
    private const int PageSize = 200;

    private const string Details = """
        Of each address only a hash is kept: it is found by the address, never the address by it. Taking an address off the list needs
        who does it and why; both are kept. What its owner said about marketing stays as it is.

        Examples:
          followup suppressions list
          followup suppressions add hanako@example.jp --by sato --why "asked by telephone"
          followup suppressions remove hanako@example.jp --by sato --why "mailbox works again, confirmed by telephone"
        """;

    public static Command Create()
    {
        DetailedCommand command = new("suppressions", "List addresses that nothing may be sent to, add one, take one off", Details);
        command.Subcommands.Add(List());
        command.Subcommands.Add(Change("add", "Put an address on the list", AddAsync));
        command.Subcommands.Add(Change("remove", "Take an address off the list", RemoveAsync));
        return command;
    }

    private static Command List()
    {
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("list", "List what is on it") { data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => ListAsync(terminal, services, style, token), cancellationToken);
        });
        return command;
    }

    private static Command Change(string name, string description, Func<Terminal, SuppressionList, ChangeRequest, CancellationToken, Task<int>> act)
    {
        Argument<string> address = new("address") { Description = "E-mail address or LINE user id", HelpName = "ADDRESS" };
        Option<string> by = new("--by") { Description = "Who does it", HelpName = "NAME", Required = true };
        Option<string> why = new("--why") { Description = "For what reason; kept, so no addresses", HelpName = "TEXT", Required = true };
        Option<string?> data = SharedOptions.Data();
        Command command = new(name, description) { address, by, why, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string text = parsed.GetRequiredValue(address);
            OperatorAct doing = new(parsed.GetRequiredValue(by).Trim(), parsed.GetRequiredValue(why).Trim());
            Channel? channel = CustomerIdentity.NormalizeLineUserId(text) is not null ? Channel.Line : CustomerIdentity.NormalizeEmail(text) is not null ? Channel.Email : null;
            if (channel is null || doing is { By: "" } or { Why: "" })
            {
                return Task.FromResult(terminal.Refuse(channel is null ? $"'{text}' is no e-mail address and no LINE user id" : "--by and --why must not be empty"));
            }

            ChangeRequest request = new(channel.Value, text, doing);
            return OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: false,
                (services, token) => act(terminal, services.GetRequiredService<SuppressionList>(), request, token),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> AddAsync(Terminal terminal, SuppressionList list, ChangeRequest request, CancellationToken cancellationToken)
    {
        ListedSuppression entry = await list.AddAsync(request.Channel, request.Address, request.Act, cancellationToken);
        terminal.Output.WriteLine($"{entry.Id} {entry.Suppression.Reason}");
        return ExitCode.Done;
    }

    private static async Task<int> RemoveAsync(Terminal terminal, SuppressionList list, ChangeRequest request, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(request.Channel, request.Address, cancellationToken) is not { } entry
            || await list.RemoveAsync(entry.Id, request.Act, cancellationToken) is not { } reason)
        {
            return terminal.Refuse($"'{request.Address}' is not on the list");
        }

        terminal.Output.WriteLine($"{entry.Id} was {reason}");
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(Terminal terminal, IServiceProvider services, LifeStyle style, CancellationToken cancellationToken)
    {
        SuppressionList list = services.GetRequiredService<SuppressionList>();
        List<ListedSuppression> entries = [];
        string? next = null;
        do
        {
            ListPage<ListedSuppression> page = await list.PageAsync(null, new ListRange(next, PageSize), cancellationToken);
            entries.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        Write(terminal, entries, services.GetRequiredService<ShopSettings>(), style);
        return ExitCode.Done;
    }

    private static void Write(Terminal terminal, List<ListedSuppression> entries, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, entries.Select(e => new { e.Id, e.Channel, e.Suppression.Reason, e.Suppression.At }));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("id", "channel", "reason", "at");
                    entries.ForEach(e => writer.WriteRecord(e.Id, $"{e.Channel}", $"{e.Suppression.Reason}", e.Suppression.At.ToString("O", CultureInfo.InvariantCulture)));
                }

                break;
            default:
                FactWords words = new(style.Language);
                entries.ForEach(e => terminal.Output.WriteLine($"{LifeOutput.Local(e.Suppression.At, shop)}  {e.Id}  {Reason(e.Suppression.Reason, words)}"));
                terminal.Output.WriteLine(words.Say($"{entries.Count} 件", $"{entries.Count} addresses"));
                break;
        }
    }

    private static string Reason(SuppressionReason reason, FactWords words) => reason switch
    {
        SuppressionReason.RecipientGone => words.Say("宛先がない（不達）", "address does not exist"),
        SuppressionReason.Complaint => words.Say("迷惑メールの報告", "called spam"),
        SuppressionReason.Unsubscribe => words.Say("配信停止（配信事業者で）", "unsubscribed at the provider"),
        SuppressionReason.Blocked => words.Say("LINEのブロック", "blocks the shop on LINE"),
        SuppressionReason.Erased => words.Say("個人情報の消去", "erased"),
        _ => words.Say("お店による登録", "put there by the shop"),
    };

    private sealed record ChangeRequest(Channel Channel, string Address, OperatorAct Act);
}
