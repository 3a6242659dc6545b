using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

public sealed class SplitStepTests
{
    private static readonly Choice Nothing = new("e", "test", 2, Told.Noon);

    [Fact]
    public void Split_OfAFile_HasItsArms()
    {
        Step.Split split = SplitOf("{ experiment: subject, arms: [ { id: a, steps: [] }, { id: b, weight: 2.5, steps: [ { id: x, after: 1d } ] } ] }");
        Assert.Equal("subject", split.ExperimentId);
        Assert.Equal([("a", 1m, 0), ("b", 2.5m, 1)], split.Choices.Select(c => (c.Id, c.Weight, c.Steps.Count)));
        Assert.Equal("follow.thanks", SplitOf("{ arms: [ { id: a, steps: [] } ] }").ExperimentId);
    }

    [Fact]
    public void Split_EmptyArm_GoesTheWayOfTheFirstThatHasSteps()
    {
        Step.Split split = SplitOf("{ arms: [ { id: none, steps: [] }, { id: b, steps: [ { id: x, after: 1d } ] }, { id: c, steps: [ { id: y, after: 1d } ] } ] }");
        Assert.Equal([1, 1, 2], Enumerable.Range(0, 3).Select(split.WayOf));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(split.IsHeldOut));
        Assert.Equal("none", split.HeldOut!.Id);
        Step.Split nobody = SplitOf("{ arms: [ { id: a, steps: [] }, { id: b, steps: [] } ] }");
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(nobody.WayOf));
        Assert.Null(nobody.HeldOut);
    }

    [Theory]
    [InlineData("a", new[] { "21T12:00 mail-a Sent", "23T10:00 behind Sent" })]
    [InlineData("b", new[] { "22T10:00 mail-b Sent", "23T10:00 behind Sent" })]
    [InlineData("nothing", new[] { "21T12:00 mail-a Withheld Holdout", "23T10:00 behind Sent" })]
    public async Task Split_EachArm_GetsWhatIsItsOwn_AndGoesOnBehind(string arm, string[] ledger)
    {
        Story story = await Story.WithAsync(Journey(arm, "- { id: mark, tag: { add: [試] } }, - { id: crm, webhook: crm }"));
        await story.BuysAsync(Story.Hanako, "1");
        await story.UntilAsync("25T00:00");
        Assert.Equal(ledger, (await story.LedgerAsync(Story.Hanako)).Where(l => !l.Contains(" crm ", StringComparison.Ordinal)));
        Assert.Equal(arm == "a" ? ["試"] : [], (await story.StateAsync(Story.Hanako)).Customer.AllTags);
        Assert.Equal(arm == "a" ? 1 : 0, story.World.Webhook.Messages.Count);
        Choice choice = Assert.Single((await story.StateAsync(Story.Hanako)).Choices);
        Assert.Equal(("try", arm), (choice.ExperimentId, choice.ArmId));
        Assert.InRange(await story.CertifiedAsync(), 2, 3);
    }

    /// <summary>The version of the next order has the arms in another order and other texts; the customer stays where they were.</summary>
    [Fact]
    public async Task Split_LaterEnrollmentAndVersion_IsTheSameArm()
    {
        string[] arms = ["{ id: a, steps: [ { id: mail-a, send: { channel: [email], message: thank-you } } ] }", "{ id: b, steps: [ { id: mail-b, send: { channel: [email], message: thank-you } } ] }"];
        Story story = await Story.WithAsync(Marketing($"  - {{ id: test, split: {{ experiment: try, arms: [ {arms[0]}, {arms[1]} ] }} }}"));
        SourceCustomer[] customers = [.. Enumerable.Range(0, 12).Select(i => Told.Account($"{i}", -60, $"c{i}@example.com").Agreeing(-60))];
        await BuyAsync("first");
        await story.Shop.PublishAsync(Marketing($"  - {{ id: test, split: {{ experiment: try, arms: [ {arms[1]}, {arms[0]} ] }} }}"));
        await BuyAsync("second");
        List<string> seen = [];
        foreach (SourceCustomer customer in customers)
        {
            CustomerState state = await story.StateAsync(customer);
            Assert.Equal([1, 2], state.Enrollments.Select(e => e.Version).Order());
            seen.Add(Assert.Single(state.Choices.Select(c => c.ArmId).Distinct())!);
        }

        Assert.Equal(2, seen.Distinct().Count());

        async Task BuyAsync(string order)
        {
            foreach ((int index, SourceCustomer customer) in customers.Index())
            {
                await story.BuysAsync(customer, $"{order}-{index}");
            }
        }
    }

    [Fact]
    public async Task ShopHoldout_KeepsMarketingBack_AndLeavesWhatBelongsToAPurchase()
    {
        TestWorld world = new();
        TestShop shop = new(world, settings: TestShop.Settings with { Holdout = new ShopHoldout(0.999999m, "all") });
        await shop.PublishAsync(
            JourneyFiles.OneMail,
            Marketing("  - { id: ad, send: { channel: [email], message: thank-you } }"));
        await shop.TellAsync("1", Story.Hanako.Bought(Told.Order("1", 0)));
        await shop.RunAsync();
        SendRow[] rows = [.. (await shop.StateAsync(Story.Hanako)).Sends.Values.Select(SendRows.Row).Select(r => new SendRow(r.Key.StepId, r.State.ToString(), r.Reason)).OrderBy(r => r.Step)];
        Assert.Equal([new SendRow("ad", "Withheld", "Holdout"), new SendRow("mail", "Sent", null)], rows);
    }

    [Fact]
    public void ShopHoldout_IsAThrowOfItsOwn_AndStaysUnderItsName()
    {
        string[] customers = [.. Enumerable.Range(0, 10_000).Select(i => $"c{i}")];
        string[] held = [.. customers.Where(c => Holdout.Holds(new ShopHoldout(0.1m, "all"), c))];
        Assert.InRange(held.Length, 850, 1150);
        Assert.Subset(customers.Where(c => Holdout.Holds(new ShopHoldout(0.2m, "all"), c)).ToHashSet(), held.ToHashSet());
        Assert.InRange(held.Count(c => Holdout.Holds(new ShopHoldout(0.1m, "2027"), c)), 50, 150);
        Assert.InRange(held.Count(c => Holdout.Holds(JourneyCases.Of("s") with { Holdout = 0.1m }, c)), 50, 150);
        Assert.DoesNotContain(customers, c => Holdout.Holds(ShopHoldout.None, c));
    }

    [Theory]
    [InlineData(Purpose.Marketing, "x", true)]
    [InlineData(Purpose.Marketing, "inner", true)]
    [InlineData(Purpose.Marketing, "behind", false)]
    [InlineData(Purpose.Marketing, "y", true)]
    [InlineData(Purpose.Transactional, "x", false)]
    public void Holds_StepsInsideTheSplitAlone(Purpose purpose, string stepId, bool isHeld)
    {
        JourneyDefinition journey = JourneyFile.Load(JourneyFile.WithStep("after: 1d") + """
              - id: test
                split:
                  arms:
                    - { id: a, steps: [ { id: x, after: 1d }, { id: fork, branch: [ { otherwise: true, steps: [ { id: inner, after: 1d } ] } ] } ] }
                    - { id: b, steps: [ { id: y, after: 1d } ] }
                    - { id: nothing, steps: [] }
              - { id: behind, after: 9d }
            """) with { Purpose = purpose };
        Assert.Equal(isHeld, Holdout.Holds(journey, new Dictionary<string, Choice> { ["test"] = Nothing }, stepId));
        Assert.False(Holdout.Holds(journey, new Dictionary<string, Choice> { ["test"] = Nothing with { Arm = 0 } }, stepId));
        Assert.False(Holdout.Holds(journey, new Dictionary<string, Choice>(), stepId));
    }

    [Fact]
    public async Task Timeline_SaysWhichArm()
    {
        Story story = await Story.WithAsync(Journey("b", "- { id: mark, after: 1d }"));
        await story.BuysAsync(Story.Hanako, "1");
        TimelineEntry entry = Assert.Single(
            new TimelineReader(TestShop.Settings).Of(await story.StateAsync(Story.Hanako)), e => e.Kind == TimelineKind.Choice);
        Assert.Equal("ステップ test: テスト「try」の b 群へ", TimelineWords.Sentence(entry, Currency.Yen, Language.Ja));
        Assert.Equal("at step test fell into arm b of the experiment try", TimelineWords.Sentence(entry, Currency.Yen, Language.En));
    }

    /// <summary>Everybody falls into that arm.</summary>
    private static string Journey(string arm, string first)
    {
        string more = string.Join("\n", first.Split(", - ").Select((s, i) => $"            {(i == 0 ? "" : "- ")}{s}"));
        return Marketing($$"""
              - id: test
                split:
                  experiment: try
                  arms:
                    - id: a
                      weight: {{(arm == "a" ? 1 : 0)}}
                      steps:
                        - { id: mail-a, send: { channel: [email], message: thank-you } }
            {{more}}
                    - { id: b, weight: {{(arm == "b" ? 1 : 0)}}, steps: [ { id: mail-b, after: 1d, send: { channel: [email], message: thank-you } } ] }
                    - { id: nothing, weight: {{(arm == "nothing" ? 1 : 0)}}, steps: [] }
              - { id: behind, after: 2d, send: { channel: [email], message: thank-you } }
            """);
    }

    private static string Marketing(string steps) => JourneyFiles.Journey("j", steps, purpose: "marketing");

    private static Step.Split SplitOf(string split) => Assert.IsType<Step.Split>(JourneyFile.Load(JourneyFile.WithStep($"split: {split}")).Steps[0]);

    private sealed record SendRow(string Step, string State, string? Reason);
}
