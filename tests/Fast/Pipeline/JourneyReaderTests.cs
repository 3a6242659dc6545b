using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What a journey's file can say today.</summary>
public sealed class JourneyReaderTests
{
    [Fact]
    public void Read_WholeFile_IsTheJourneyAsWritten()
    {
        JourneyDefinition journey = JourneyFile.Load(
            """
            # 新規顧客
            id: new-customer-follow
            name: { ja: 新規顧客フォロー, en: New customers }
            purpose: transactional
            trigger: { type: order, nth: 1 }
            reentry: once
            steps:
              - id: thanks
                after: 0d
                at: "19:00"
                send: { channel: [line, email], message: thanks-first }
              - id: pause
                after: PT2H
              - id: how-to
                send: { channel: email, message: how-to-use }
            """);
        Assert.Equal("new-customer-follow", journey.Id);
        Assert.Equal(new LocalText("新規顧客フォロー", "New customers"), journey.Name);
        Assert.Equal(Purpose.Transactional, journey.Purpose);
        Assert.Equal(new Trigger.OrderPlaced(1, 1), journey.Trigger);
        Assert.Equal(ReEntry.Once, journey.ReEntry);
        Assert.Equal(["thanks", "pause", "how-to"], journey.Steps.Select(s => s.Id));
        AssertSend(journey.Steps[0], new StepTiming.OnDay(0, new LocalTime(19, 0)), "thanks-first", Channel.Line, Channel.Email);
        Assert.Equal(new Step.Wait("pause", new StepTiming.Exactly(TimeSpan.FromHours(2))), journey.Steps[1]);
        AssertSend(journey.Steps[2], new StepTiming.AtOnce(), "how-to-use", Channel.Email);
    }

    /// <summary>Marketing needs consent and every order enrolls once: what the format promises where nothing is said.</summary>
    [Fact]
    public void Read_ShortestFile_TakesTheDefaults()
    {
        JourneyDefinition journey = JourneyFile.Load("id: follow\ntrigger: { type: order }\n" + JourneyFile.Steps);
        Assert.Equal(new LocalText("follow", "follow"), journey.Name);
        Assert.Equal(Purpose.Marketing, journey.Purpose);
        Assert.Equal(ReEntry.PerKey, journey.ReEntry);
        Assert.Equal(new Trigger.OrderPlaced(1, null), journey.Trigger);
    }

    [Theory]
    [InlineData("1", 1, 1)]
    [InlineData("2", 2, 2)]
    [InlineData("2+", 2, null)]
    [InlineData("1+", 1, null)]
    [InlineData("1000", 1000, 1000)]
    [InlineData("every", 1, null)]
    public void Nth_Form_IsTheRangeOfOrders(string nth, int from, int? to) =>
        Assert.Equal(new Trigger.OrderPlaced(from, to), JourneyFile.Load($"id: f\ntrigger: {{ type: order, nth: {nth} }}\n{JourneyFile.Steps}").Trigger);

    [Theory]
    [InlineData("once", ReEntry.Once)]
    [InlineData("per-key", ReEntry.PerKey)]
    [InlineData("wait", ReEntry.Wait)]
    [InlineData("restart", ReEntry.Restart)]
    public void ReEntry_Word_IsTaken(string word, ReEntry expected) =>
        Assert.Equal(expected, JourneyFile.Load($"id: f\ntrigger: {{ type: order }}\nreentry: {word}\n{JourneyFile.Steps}").ReEntry);

    [Theory]
    [InlineData("0d", 0)]
    [InlineData("3d", 3)]
    [InlineData("3650d", 3650)]
    public void After_Days_AreShopDays(string after, int days) => Assert.Equal(new StepTiming.OnDay(days, null), TimingOf($"after: {after}"));

    [Theory]
    [InlineData("PT0S", 0)]
    [InlineData("PT30M", 1_800)]
    [InlineData("PT2H", 7_200)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("PT90M", 5_400)]
    [InlineData("PT87600H", 315_360_000)] // 3650 days
    public void After_ExactTime_IsThatLong(string after, int seconds) =>
        Assert.Equal(new StepTiming.Exactly(TimeSpan.FromSeconds(seconds)), TimingOf($"after: {after}"));

    [Theory]
    [InlineData("\"19:00\"", 19, 0)]
    [InlineData("19:00", 19, 0)] // without quotes YAML 1.1 would read a number to the base of sixty
    [InlineData("\"00:00\"", 0, 0)]
    [InlineData("23:59", 23, 59)]
    public void At_TimeOfDay_IsTaken(string at, int hour, int minute) =>
        Assert.Equal(new StepTiming.OnDay(1, new LocalTime(hour, minute)), TimingOf("after: 1d", $"at: {at}"));

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Id_Length_EndsAtSixty(int length, bool isTaken)
    {
        string id = new('a', length);
        string text = $"id: {id}\ntrigger: {{ type: order }}\nsteps:\n  - {{ id: {id}, send: {{ channel: email, message: {id} }} }}\n";
        Assert.Equal(isTaken ? 0 : 3, isTaken ? FaultsOfNone(text) : JourneyFile.Faults(text).Length);
    }

    private static int FaultsOfNone(string text) => JourneyFile.Load(text).Steps.Count - 1;

    private static StepTiming TimingOf(params string[] lines) => JourneyFile.Load(JourneyFile.WithStep(lines)).Steps[0].Timing;

    private static void AssertSend(Step step, StepTiming timing, string message, params Channel[] channels)
    {
        Step.Send send = Assert.IsType<Step.Send>(step);
        Assert.Equal(timing, send.Timing);
        Assert.Equal(message, send.MessageId);
        Assert.Equal(channels, send.Channels);
    }
}
