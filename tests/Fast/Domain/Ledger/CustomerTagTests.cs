using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>Tags of sources, with those that journeys put on and take off over them.</summary>
public sealed class CustomerTagTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private static readonly Customer Hanako = Customer.Unknown("c1").With(Told(0, "gold", "web"));

    [Theory]
    [InlineData("", "", "gold,web")]
    [InlineData("fan", "", "fan,gold,web")]
    [InlineData("gold", "", "gold,web")]
    [InlineData("", "web", "gold")]
    [InlineData("", "unknown", "gold,web")]
    [InlineData("fan", "gold", "fan,web")]
    public void AllTags_AreTheSourcesWithWhatAJourneyChanged(string add, string remove, string expected) =>
        Assert.Equal(expected, string.Join(',', Hanako.Tagged(Tags(add), Tags(remove)).AllTags));

    [Fact]
    public void Tagged_ThenTheSourceSpeaksAgain_StaysAsTheJourneySaid()
    {
        Customer after = Hanako.Tagged(["fan"], ["web"]).With(Told(1, "web", "silver"));
        Assert.Equal(["fan", "silver"], after.AllTags);
        Assert.Equal(["silver", "web"], after.Tags);
    }

    [Fact]
    public void Tagged_TheLaterStepHolds()
    {
        Assert.Equal(["gold", "web"], Hanako.Tagged(["fan"], []).Tagged([], ["fan"]).AllTags);
        Assert.Equal(["gold", "web"], Hanako.Tagged([], ["web"]).Tagged(["web"], []).AllTags);
    }

    [Fact]
    public void Tagged_Again_IsTheSameCustomer()
    {
        Customer once = Hanako.Tagged(["fan"], ["web"]);
        Assert.Same(once, once.Tagged(["fan"], ["web"]));
    }

    [Fact]
    public void Forgotten_LosesTags_AndGetsNoneAnyMore()
    {
        Customer forgotten = Hanako.Tagged(["fan"], []).Forgotten(Noon.AddDays(1));
        Assert.True(forgotten.IsForgotten);
        Assert.Empty(forgotten.Tagged(["fan"], []).AllTags);
    }

    private static SourceCustomer Told(int days, params string[] tags) => new() { UpdatedAt = Noon.AddDays(days), Tags = tags };

    private static string[] Tags(string text) => text.Length == 0 ? [] : text.Split(',');
}
