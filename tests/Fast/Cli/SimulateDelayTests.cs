using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>A simulation counts what had to wait, worked out on paper.</summary>
public sealed class SimulateDelayTests : IDisposable
{
    /// <summary>Anna's three orders on one day; bert buys at night.</summary>
    private const string Orders = """
        order_id,customer_id,ordered_at,total
        A1,anna,2026-01-10T09:00:00+09:00,3000
        A2,anna,2026-01-10T10:00:00+09:00,3000
        A3,anna,2026-01-10T11:00:00+09:00,3000
        B1,bert,2026-01-31T22:30:00+09:00,3000

        """;

    private const string Journey = """
        id: hello
        name: hello
        trigger: { type: order, nth: every }
        steps:
          - { id: now, send: { channel: [line, email], message: hello } }

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>One in two days: anna's second waits on the 10th for the 12th, the third behind it for the 14th. From 21 to 9 nothing goes.</summary>
    [Fact]
    public void Delayed_CountsEachMessageOnceForEachReason_OnTheDayItFirstWaited()
    {
        JsonElement result = Run("""{"Sending": {"QuietHours": "21:00-09:00", "Cap": {"Count": 1, "Days": 2}}}""").Json();
        Assert.Equal(
            ["2026-01-10 hello now frequency-cap 2", "2026-01-31 hello now quiet-hours 1"],
            result.GetProperty("delayed").EnumerateArray().Select(d => string.Join(' ', new[] { "day", "journey", "step", "reason", "count" }.Select(c => d.GetProperty(c).ToString()))));
        Assert.Equal(4, result.GetProperty("sent").GetInt32());
        Assert.Equal(["2026-01 3", "2026-02 1"], result.GetProperty("linePerMonth").EnumerateArray().Select(m => $"{m.GetProperty("month")} {m.GetProperty("count")}"));
    }

    [Fact]
    public void Delayed_WithoutLimits_IsEmpty() => Assert.Empty(Run(null).Json().GetProperty("delayed").EnumerateArray());

    [Fact]
    public void Table_SaysWhatHadToWait()
    {
        CommandRun run = Run("""{"Sending": {"QuietHours": "none", "Cap": {"Count": 1, "Days": 2}}}""", "--format", "table");
        Assert.Contains("had to wait", run.Output, StringComparison.Ordinal);
        Assert.Contains("FrequencyCap", run.Output, StringComparison.Ordinal);
        Assert.Contains("messages by LINE", run.Output, StringComparison.Ordinal);
    }

    private CommandRun Run(string? settings, params string[] more)
    {
        string[] limits = settings is null ? [] : ["--settings", folder.Write("settings.json", settings)];
        return CommandRun.Of(
            ["simulate", "--orders", folder.Write("orders.csv", Orders), "--journeys", folder.Write("hello.yaml", Journey), "--until", "2026-02-10", .. limits, .. more]);
    }
}
