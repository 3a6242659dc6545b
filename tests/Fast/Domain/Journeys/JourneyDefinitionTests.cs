using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys;

public sealed class JourneyDefinitionTests
{
    private static readonly JourneyDefinition ThreeSteps = JourneyCases.Of("thanks", "how-to", "voice");

    [Theory]
    [InlineData("thanks", "how-to")]
    [InlineData("how-to", "voice")]
    [InlineData("voice", null)]
    public void After_Step_IsTheNext(string stepId, string? next) => Assert.Equal(next, ThreeSteps.After(stepId)?.Id);

    [Theory]
    [InlineData("thanks", true)]
    [InlineData("voice", true)]
    [InlineData("Thanks", false)]
    [InlineData("", false)]
    public void Find_Id_IsExact(string stepId, bool isKnown) => Assert.Equal(isKnown ? stepId : null, ThreeSteps.Find(stepId)?.Id);

    /// <summary>A pinned version never loses a step: going on from the first one would send everything again.</summary>
    [Fact]
    public void After_UnknownStep_Throws() => Assert.Throws<InvalidOperationException>(() => ThreeSteps.After("gone"));

    [Theory]
    [InlineData(1, 1, new[] { 1 })]
    [InlineData(2, 2, new[] { 2 })]
    [InlineData(2, null, new[] { 2, 3, 4, 1000 })]
    [InlineData(2, 3, new[] { 2, 3 })]
    [InlineData(1, null, new[] { 1, 2, 3, 4, 1000 })]
    public void Admits_NumberOfOrder_HasBothEnds(int from, int? to, int[] admitted) =>
        Assert.Equal(admitted, new[] { 1, 2, 3, 4, 1000 }.Where(new Trigger.OrderPlaced(from, to).Admits));
}
