using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys.Editing;

/// <summary>What is different between two versions is named by its steps.</summary>
public sealed class StepChangesTests
{
    private const string Whole = """
        id: whole
        trigger: { type: registered }
        steps:
          - { id: hello, after: 1d, at: "09:00", send: { channel: [line, email], message: hi } }
          - id: wait
            after: 2d
            waitFor: { type: order, timeout: 3d }
            then: [ { id: done, exit: true } ]
            else: [ { id: mark, tag: { add: [a] } } ]
          - id: ways
            branch:
              - { when: { rank: [royal] }, steps: [ { id: rest, after: 5d } ] }
              - { otherwise: true, steps: [] }
          - id: parts
            split: { arms: [ { id: a, steps: [ { id: in-a, after: 6d } ] }, { id: b, weight: 2, steps: [] } ] }

        """;

    [Fact]
    public void Changes_OfTheSameFile_AreNone() => AssertChanges(Whole + "# words\n", "", "", "");

    [Theory]
    [InlineData("after: 1d", "after: 3d", "hello")]
    [InlineData("\"09:00\"", "\"09:30\"", "hello")]
    [InlineData("[line, email]", "[email, line]", "hello")]
    [InlineData("message: hi }", "message: hi-all }", "hello")]
    [InlineData("message: hi } }", "message: hi }, expire: 2d }", "hello")]
    [InlineData("timeout: 3d", "timeout: 4d", "wait")]
    [InlineData("type: order, timeout", "type: event, event: x, timeout", "wait")]
    [InlineData("add: [a]", "add: [b]", "mark")]
    [InlineData("rank: [royal]", "rank: [early]", "ways")]
    [InlineData("rank: [royal]", "rank: [royal], half: current", "ways")]
    [InlineData("rank: [royal]", "fact: [orderCount >= 3]", "ways")]
    [InlineData("weight: 2", "weight: 3", "parts")]
    [InlineData("after: 5d", "after: 6d", "rest")]
    public void Changes_OfOneThing_NameItsStep(string from, string to, string changed) => AssertChanges(Whole.Replace(from, to, StringComparison.Ordinal), "", "", changed);

    [Fact]
    public void Changes_OfStepsThatComeAndGoAndMove_NameThem()
    {
        AssertChanges(Whole + "  - { id: last, after: 9d }\n", "last", "", "");
        AssertChanges(Whole.Replace("- { id: done, exit: true }", "", StringComparison.Ordinal).Replace("then: [ { id: done, exit: true } ]", "then: []", StringComparison.Ordinal), "", "done", "");
        AssertChanges(Whole.Replace("then: [ { id: done, exit: true } ]", "then: []", StringComparison.Ordinal).Replace("else: [ ", "else: [ { id: done, exit: true }, ", StringComparison.Ordinal), "", "", "done");
    }

    [Fact]
    public void Changes_OfAMessagesWords_NameTheStepsThatSendIt()
    {
        JourneyDefinition journey = Read(Whole);
        Assert.Equal(["hello"], StepChanges.Of(journey, journey, f => f == "messages/hi.line.yaml").Changed);
        Assert.Empty(StepChanges.Of(journey, journey, f => f == "messages/other.line.yaml").Changed);
    }

    [Fact]
    public void Changes_OfANewJourney_AreAllOfItsSteps() =>
        Assert.Equal(["hello", "wait", "done", "mark", "ways", "rest", "parts", "in-a"], StepChanges.Of(null, Read(Whole), _ => true).Added);

    private static void AssertChanges(string after, string added, string removed, string changed)
    {
        StepChanges changes = StepChanges.Of(Read(Whole), Read(after), _ => false);
        Assert.Equal((added, removed, changed), (string.Join(' ', changes.Added), string.Join(' ', changes.Removed), string.Join(' ', changes.Changed)));
    }

    private static JourneyDefinition Read(string text)
    {
        var reading = JourneyReader.Read("x", text);
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }
}
