using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FollowUpFlows.App.Telemetry;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>What goes in and out is counted in words of ours.</summary>
public sealed class AppMeterTests : IDisposable
{
    private readonly ConcurrentQueue<string> seen = [];
    private readonly MeterListener listener = new();

    public AppMeterTests()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "FollowUpFlows")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, v, tags, _) =>
            seen.Enqueue($"{i.Name} {v} {string.Join(' ', tags.ToArray().Select(t => t.Value))}"));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    public static TheoryData<Acceptance, string> Acceptances => new()
    {
        { new Acceptance.Accepted(new InboxId("s", "k"), IsNew: true), "SOURCE accepted" },
        { new Acceptance.Accepted(new InboxId("s", "k"), IsNew: false), "SOURCE repeated" },
        { new Acceptance.Greeted(), "SOURCE greeted" },
        { new Acceptance.Hinted(), "SOURCE hinted" },
        { new Acceptance.Refused("a reason with a@example.com"), "SOURCE refused" },
    };

    [Theory]
    [MemberData(nameof(Acceptances))]
    public void Webhook_IsCountedBySourceAndOutcome(Acceptance acceptance, string tags)
    {
        string source = $"shop-{Guid.NewGuid():N}";
        AppMeter.Count(source, acceptance);

        Assert.Single(seen, s => s == $"followup.webhooks 1 {tags.Replace("SOURCE", source, StringComparison.Ordinal)}");
    }

    /// <summary>Anybody may ask for any source: each would be a series for ever.</summary>
    [Fact]
    public void Webhook_OfAnUnknownSource_DoesNotNameIt()
    {
        string source = $"stranger-{Guid.NewGuid():N}";
        AppMeter.Count(source, new Acceptance.UnknownSource());

        Assert.Contains("followup.webhooks 1 unknown-source", seen);
        Assert.DoesNotContain(seen, s => s.Contains(source, StringComparison.Ordinal));
    }

    [Fact]
    public void Send_IsCountedByChannelAndOutcome()
    {
        string outcome = $"outcome-{Guid.NewGuid():N}";
        AppMeter.Count(Channel.Line, outcome);
        AppMeter.Count(Channel.Email, null);

        Assert.Contains($"followup.sends 1 {Channel.Line} {outcome}", seen);
        Assert.Contains($"followup.sends 1 {Channel.Email} unknown", seen);
    }
}
