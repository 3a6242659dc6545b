using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What is wrong with a step is refused on its own line.</summary>
public sealed class JourneyStepFaultTests
{
    private const string Keys = "after, at, branch, else, exit, expire, id, send, split, tag, then, waitFor, webhook";

    private const string Send = "send: { channel: email, message: m }";

    [Theory]
    [InlineData("3")]
    [InlineData("3D")]
    [InlineData("-1d")]
    [InlineData("+1d")]
    [InlineData("1.5d")]
    [InlineData("d")]
    [InlineData("3 d")]
    [InlineData("3651d")]
    [InlineData("99999999999d")]
    [InlineData("2h")]
    [InlineData("P3D")]
    [InlineData("pt2h")]
    [InlineData("PT")]
    [InlineData("PT2")]
    [InlineData("PT-2H")]
    [InlineData("PT1H-2H")]
    [InlineData("PT87600H1S")] // one second over 3650 days
    [InlineData("PT2562048H")] // more nanoseconds than 63 bits hold
    [InlineData("PT5124096H")] // and than 64 bits: they would begin again at two minutes and a half
    [InlineData("PT9223372036854775807H")]
    [InlineData("PT99999999999999999999H")]
    public void After_OfAnotherForm_IsRefusedOnItsLine(string after) => Assert.Equal(
        [$"5: 'after' must be days such as 0d or 3d (at most 3650d), or an exact time such as PT2H or PT30M, not '{after}'"],
        JourneyFile.Faults(JourneyFile.WithStep($"after: {after}", Send)));

    [Theory]
    [InlineData("24:00")]
    [InlineData("9:00")]
    [InlineData("19:60")]
    [InlineData("19:00:00")]
    [InlineData("19.00")]
    [InlineData("7 pm")]
    [InlineData("１９：００")]
    public void At_OfAnotherForm_IsRefusedOnItsLine(string at) => Assert.Equal(
        [$"6: 'at' must be a time of day such as \"19:00\", not '{at}'"],
        JourneyFile.Faults(JourneyFile.WithStep("after: 1d", $"at: \"{at}\"", Send)));

    [Fact]
    public void At_WithoutADay_IsRefused()
    {
        Assert.Equal(["5: 'at' needs 'after': the day on which the step is due"], JourneyFile.Faults(JourneyFile.WithStep("at: \"19:00\"", Send)));
        Assert.Equal(
            ["6: 'at' goes with days such as 3d; PT2H already says the exact time"],
            JourneyFile.Faults(JourneyFile.WithStep("after: PT2H", "at: \"19:00\"", Send)));
    }

    [Theory]
    [InlineData("{ message: m }", "'channel' is missing; write for example [line, email]: the first that can be used is taken")]
    [InlineData("{ channel: [sms], message: m }", "'sms' is not a channel; expected email, line")]
    [InlineData("{ channel: [LINE], message: m }", "'LINE' is not a channel; expected email, line")]
    [InlineData("{ channel: [line, email, line], message: m }", "the channel 'line' is named twice")]
    [InlineData("{ channel: { line: true }, message: m }", "'channel' must be a list of texts")]
    [InlineData("{ channel: [[line]], message: m }", "each entry of 'channel' must be a text")]
    [InlineData("{ channel: email }", "'message' is missing")]
    [InlineData("{ channel: email, message: Thanks First }",
        "'message' must be the name of a message: lower-case letters, digits and hyphens, not 'Thanks First'")]
    [InlineData("{ channel: email, message: ../secret }",
        "'message' must be the name of a message: lower-case letters, digits and hyphens, not '../secret'")]
    [InlineData("{ channel: email, message: m, subject: 件名 }", "'subject' is not known here; expected channel, message")]
    [InlineData("thanks-first", "'send' must be a mapping")]
    public void Send_ThatCannotBeObeyed_IsRefused(string send, string fault) =>
        Assert.Equal([$"5: {fault}"], JourneyFile.Faults(JourneyFile.WithStep($"send: {send}")));

    /// <summary>Nothing could ever be sent, and there would be no channel to say so.</summary>
    [Fact]
    public void Channel_EmptyList_IsRefused() =>
        Assert.StartsWith("5: ", Assert.Single(JourneyFile.Faults(JourneyFile.WithStep("send: { channel: [], message: m }"))), StringComparison.Ordinal);

    [Fact]
    public void Channel_FaultInALongList_IsOnItsOwnLine() => Assert.Equal(
        ["8: 'fax' is not a channel; expected email, line"],
        JourneyFile.Faults(JourneyFile.WithStep("send:", "  channel:", "    - line", "    - fax", "  message: m")));

    [Theory]
    [InlineData("points: 10", "points")]
    [InlineData("coupon: c", "coupon")]
    [InlineData("task: call", "task")]
    [InlineData("paper: dm", "paper")]
    public void Kind_ThatDoesNotWorkYet_IsRefusedNotIgnored(string line, string key) =>
        Assert.Equal([$"6: '{key}' is not available yet"], JourneyFile.Faults(JourneyFile.WithStep("after: 1d", line)));

    [Theory]
    [InlineData("{}", "'arms' needs from 1 to 10 entries; write for example [ { id: a, steps: [ … ] }, { id: b, steps: [ … ] } ]")]
    [InlineData("{ arms: [] }", "'arms' needs from 1 to 10 entries; write for example [ { id: a, steps: [ … ] }, { id: b, steps: [ … ] } ]")]
    [InlineData("{ arms: [ { id: A, steps: [] } ] }", "an arm's 'id' must be lower-case letters, digits and hyphens, at most 60, not 'A'")]
    [InlineData("{ arms: [ { id: a, steps: [] }, { id: a, steps: [] } ] }", "the arm id 'a' is used twice")]
    [InlineData("{ arms: [ { id: a } ] }", "'steps' is missing; write 'steps: []' for those who get nothing")]
    [InlineData("{ arms: [ { id: a, weight: -1, steps: [] } ] }", "'weight' must be a number from 0 to 1000000, not '-1'")]
    [InlineData("{ arms: [ { id: a, weight: 1000001, steps: [] } ] }", "'weight' must be a number from 0 to 1000000, not '1000001'")]
    [InlineData("{ arms: [ { id: a, weight: 50%, steps: [] } ] }", "'weight' must be a number from 0 to 1000000, not '50%'")]
    [InlineData("{ experiment: Test, arms: [ { id: a, steps: [] } ] }", "'experiment' must be lower-case letters, digits and hyphens, at most 60, not 'Test'")]
    [InlineData("{ arms: [ { id: a, when: { rank: new }, steps: [] } ] }", "'when' is not known here; expected id, steps, weight")]
    public void Split_ThatCannotBeObeyed_IsRefused(string split, string fault) =>
        Assert.Equal([$"5: {fault}"], JourneyFile.Faults(JourneyFile.WithStep($"split: {split}")));

    [Theory]
    [InlineData("tag: {}", "5: 'tag' changes nothing; write for example { add: [fan] } or { remove: [trial] }")]
    [InlineData("tag: { add: [] }", "5: 'add' names no tag; name some, or leave it out")]
    [InlineData("tag: { add: [\" \"] }", "5: a tag has 1 to 100 characters")]
    [InlineData("tag: { add: [fan, vip], remove: [vip] }", "5: the tag 'vip' is added and removed by one step; make two steps of it")]
    [InlineData("tag: { set: [fan] }", "5: 'set' is not known here; expected add, remove")]
    [InlineData("webhook: https://shop.example/", "5: 'webhook' must be the name of an endpoint in the settings: lower-case letters, digits and hyphens, at most 40, not 'https://shop.example/'")]
    public void TagAndWebhook_OfAnotherForm_AreRefused(string line, string fault) => Assert.Contains(fault, JourneyFile.Faults(JourneyFile.WithStep(line)));

    [Fact]
    public void Tag_OfMoreCharactersThanTagsHave_IsRefused()
    {
        Assert.Equal(["5: a tag has 1 to 100 characters"], JourneyFile.Faults(JourneyFile.WithStep($"tag: {{ add: [{new string('あ', 101)}] }}")));
        JourneyFile.Load(JourneyFile.WithStep($"tag: {{ add: [{new string('あ', 100)}] }}"));
    }

    [Theory]
    [InlineData("sent: { channel: email, message: m }", "5: 'sent' is not known here; expected " + Keys)]
    [InlineData("After: 1d", "5: 'After' is not known here; expected " + Keys)]
    public void Key_Misspelled_IsRefused(string line, string fault) => Assert.Contains(fault, JourneyFile.Faults(JourneyFile.WithStep(line)));

    [Fact]
    public void Step_ThatDoesNothing_IsRefused() =>
        Assert.Equal(["4: the step 'thanks' does nothing; give it 'send', 'waitFor', 'branch', 'split', 'tag', 'webhook', 'exit', or 'after' to wait"], JourneyFile.Faults(JourneyFile.WithStep()));

    [Fact]
    public void Step_WithoutId_IsRefused() => Assert.Equal(
        ["5: 'id' is missing"],
        JourneyFile.Faults("id: f\ntrigger: { type: order }\nsteps:\n  # first\n  - after: 1d\n"));

    [Fact]
    public void StepId_OfAnotherForm_IsRefused() => Assert.Equal(
        ["4: a step's 'id' must be lower-case letters, digits and hyphens, at most 60, not 'Thanks|1'"],
        JourneyFile.Faults("id: f\ntrigger: { type: order }\nsteps:\n  - { id: Thanks|1, after: 1d }\n"));

    [Fact]
    public void StepId_UsedTwice_IsRefusedAtTheSecond() => Assert.Equal(
        ["6: the step id 'a' is used twice"],
        JourneyFile.Faults("id: f\ntrigger: { type: order }\nsteps:\n  - { id: a, after: 1d }\n  - { id: b, after: 1d }\n  - { id: a, after: 2d }\n"));

    [Fact]
    public void Steps_EntryThatIsNoMapping_IsRefusedOnItsLine() => Assert.Equal(
        ["4: each entry of 'steps' must be a mapping such as { id: … }", "6: the step id 'a' is used twice"],
        JourneyFile.Faults("id: f\ntrigger: { type: order }\nsteps:\n  - thanks\n  - { id: a, after: 1d }\n  - { id: a, after: 2d }\n"));
}
