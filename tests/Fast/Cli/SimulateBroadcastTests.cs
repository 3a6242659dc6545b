using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>The broadcasts of the plan's calendar in a simulation, worked out on paper.</summary>
public sealed class SimulateBroadcastTests : IDisposable
{
    /// <summary>By the 20th at 11:00 anna has two orders, bert and carl one; carl's came half an hour before, dora's comes an hour after.</summary>
    private const string Orders = """
        order_id,customer_id,ordered_at,total
        A1,anna,2026-01-10T09:00:00+09:00,3000
        A2,anna,2026-01-15T09:00:00+09:00,3000
        B1,bert,2026-01-12T09:00:00+09:00,3000
        C1,carl,2026-01-20T10:30:00+09:00,3000
        D1,dora,2026-01-20T12:00:00+09:00,3000

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Broadcast_GoesToThoseWhoAreThereAtItsTime() => Assert.Equal(
        ["anna,news,letter,2026-01-20,early,email", "bert,news,letter,2026-01-20,new,email", "carl,news,letter,2026-01-20,new,email"],
        Sends("on: 2026-01-20, at: \"11:00\""));

    [Fact]
    public void Broadcast_ToASegment_GoesToNobodyElse() =>
        Assert.Equal(["anna,news,letter,2026-01-20,early,email"], Sends("on: 2026-01-20, at: \"11:00\", segment: { fact: [orderCount >= 2] }"));

    [Fact]
    public void Broadcast_ToARank_GoesToNobodyElse() => Assert.Equal(
        ["bert,news,letter,2026-01-20,new,email", "carl,news,letter,2026-01-20,new,email"],
        Sends("on: 2026-01-20, at: \"11:00\"", "rank: { model: six-rank, in: [new] }\n"));

    [Fact]
    public void Broadcast_ThatWaitsForApproval_HasIt() => Assert.Equal(3, Sends("on: 2026-01-20, at: \"11:00\", approval: true").Length);

    [Fact]
    public void Broadcast_WithABudget_KeepsToIt() => Assert.Equal(2, Sends("on: 2026-01-20, at: \"11:00\", max: 2").Length);

    /// <summary>One an hour from half past eleven at night: one gets it on that day, three on the next.</summary>
    [Fact]
    public void Broadcast_WithAThrottle_GoesBitByBit() => Assert.Equal(
        ["2026-01-20", "2026-01-21", "2026-01-21", "2026-01-21"], Sends("on: 2026-01-20, at: \"23:30\", perHour: 1").Select(r => r.Split(',')[3]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("2026-01-09")]
    [InlineData("2026-01-26")]
    public void Broadcast_OfADayThatDoesNotPass_GoesToNobody(string day) => Assert.Empty(Sends($"on: {day}, at: \"11:00\""));

    /// <summary>Anna refused, and nobody is written to twice within three days.</summary>
    [Fact]
    public void Broadcast_HeedsConsentsAndCaps()
    {
        string customers = folder.Write("customers.csv", "customer_id,registered_at,consent_email,consent_at\nanna,2026-01-01,withdrawn,2026-01-01\n");
        string settings = folder.Write("settings.json", """{"Sending": {"QuietHours": "none", "Cap": {"Count": 1, "Days": 3}}}""");
        string second = Journey("more", "on: 2026-01-21, at: \"11:00\"", "");
        folder.Write("more.yaml", second);
        CommandRun run = Run("on: 2026-01-20, at: \"11:00\"", "", "--customers", customers, "--settings", settings, "--journeys", folder.PathOf("more.yaml"));
        Assert.Equal(
            ["bert,more,letter,2026-01-23,new,email", "bert,news,letter,2026-01-20,new,email", "carl,more,letter,2026-01-23,new,email", "carl,news,letter,2026-01-20,new,email", "dora,more,letter,2026-01-21,new,email"],
            Rows());
        Assert.Equal(
            ["more NoConsent 1", "news NoConsent 1"],
            run.Json().GetProperty("withheld").EnumerateArray().Select(w => $"{w.GetProperty("journey").GetString()} {w.GetProperty("reason").GetString()} {w.GetProperty("count").GetInt32()}"));
    }

    private string[] Sends(string trigger, string more = "")
    {
        Run(trigger, more).Json();
        return Rows();
    }

    private CommandRun Run(string trigger, string more, params string[] options)
    {
        folder.Write("orders.csv", Orders);
        folder.Write("news.yaml", Journey("news", trigger, more));
        string[] journeys = options.Contains("--journeys") ? [.. options, folder.PathOf("news.yaml")] : [.. options, "--journeys", folder.PathOf("news.yaml")];
        return CommandRun.Of(["simulate", "--orders", folder.PathOf("orders.csv"), "--until", "2026-01-25", "--sends", folder.PathOf("sends.csv"), .. journeys]);
    }

    private string[] Rows() => [.. File.ReadAllLines(folder.PathOf("sends.csv")).Skip(1).Order(StringComparer.Ordinal)];

    private static string Journey(string id, string trigger, string more) =>
        $"id: {id}\nname: {id}\n{more}trigger: {{ type: broadcast, {trigger} }}\nsteps:\n  - {{ id: letter, send: {{ channel: [email], message: letter }} }}\n";
}
