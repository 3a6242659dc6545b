using System.Diagnostics.Metrics;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Telemetry;

/// <summary>Figures of what goes in and out, for whoever collects them. Tags are words of ours and ids of settings; nothing that a stranger
/// chooses, and nothing of a customer.</summary>
internal static class AppMeter
{
    public const string Name = "FollowUpFlows";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Webhooks = Meter.CreateCounter<long>(
        "followup.webhooks", "{webhook}", "Webhooks by what became of them at the door.");

    private static readonly Counter<long> Sends = Meter.CreateCounter<long>(
        "followup.sends", "{message}", "Messages handed to a provider, by channel and what it said.");

    public static void Count(string sourceId, Acceptance acceptance)
    {
        if (acceptance is Acceptance.UnknownSource)
        {
            Webhooks.Add(1, new KeyValuePair<string, object?>("outcome", "unknown-source"));
            return;
        }

        string outcome = acceptance switch
        {
            Acceptance.Accepted { IsNew: true } => "accepted",
            Acceptance.Accepted => "repeated",
            Acceptance.Greeted => "greeted",
            Acceptance.Hinted => "hinted",
            _ => "refused",
        };
        Webhooks.Add(1, new("source", sourceId), new("outcome", outcome));
    }

    /// <param name="outcome">What the provider said; null for a call that ended otherwise.</param>
    public static void Count(Channel channel, string? outcome, int count = 1) =>
        Sends.Add(count, new("channel", channel.ToString()), new("outcome", outcome ?? "unknown"));
}
