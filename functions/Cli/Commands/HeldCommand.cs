using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup held</c>: who is held back, and why.</summary>
internal static class HeldCommand
{
    private const string Details = """
        Marketing that was due and waits: its customer has got as many messages as the shop allows their rank (Sending:Cap and
        Sending:Caps), it is not the hour (Sending:QuietHours, Sending:Window) or the day (Sending:PauseDates), or its journey pauses. Each line has the
        moment at which it is its turn. Stop the server first, or ask GET /api/held-back.

        Examples:
          followup held
          followup held --reason frequency-cap --format csv
        """;

    private const int PageSize = 500;

    private static readonly Dictionary<string, DeferReason> Reasons = new(StringComparer.Ordinal)
    {
        ["frequency-cap"] = DeferReason.FrequencyCap,
        ["quiet-hours"] = DeferReason.QuietHours,
        ["window"] = DeferReason.Window,
        ["pause-dates"] = DeferReason.PauseDates,
        ["journey-paused"] = DeferReason.JourneyPaused,
        ["broadcast-paused"] = DeferReason.BroadcastPaused,
    };

    public static Command Create()
    {
        Option<string?> reason = new("--reason") { Description = "Only those that wait for this reason", HelpName = "REASON" };
        reason.AcceptOnlyFromAmong([.. Reasons.Keys]);
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        DetailedCommand command = new("held", "List messages that are held back: why, and when it is their turn", Details) { reason, data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            DeferReason? wanted = parsed.GetValue(reason) is { } word ? Reasons[word] : null;
            return OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: false,
                async (services, token) =>
                {
                    IReadOnlyList<HeldSend> held = await AllAsync(services.GetRequiredService<ListHeld>(), wanted, token);
                    HeldOutput.Write(terminal.Output, held, services.GetRequiredService<ShopSettings>(), style);
                    return ExitCode.Done;
                },
                cancellationToken);
        });
        return command;
    }

    /// <summary>The next turn first.</summary>
    private static async Task<IReadOnlyList<HeldSend>> AllAsync(ListHeld list, DeferReason? reason, CancellationToken cancellationToken)
    {
        List<HeldSend> held = [];
        string? position = null;
        do
        {
            ListPage<HeldSend> page = await list.PageAsync(reason, new ListRange(position, PageSize), cancellationToken);
            held.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null);
        return [.. held.OrderBy(h => h.Until).ThenBy(h => h.Row.DueAt).ThenBy(h => h.Row.Key.EnrollmentId, StringComparer.Ordinal)];
    }
}
