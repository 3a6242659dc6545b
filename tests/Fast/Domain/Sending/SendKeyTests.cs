using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Sending;

public sealed class SendKeyTests
{
    /// <summary>Expected values: Python's <c>hashlib</c> and <c>uuid</c>. Providers have seen them: another value would send again.</summary>
    [Theory]
    [InlineData("new-customer-follow:abc", "thanks", 0, Channel.Line, "70559ace-3c09-88f0-8860-0c65f92d4af7")]
    [InlineData("new-customer-follow:abc", "thanks", 0, Channel.Email, "022d52f9-2618-88d0-8865-668e32d0acb8")]
    [InlineData("new-customer-follow:abc", "thanks", 1, Channel.Line, "78917a75-850b-8aaa-aecf-0228349494be")]
    public void MessageKey_OfAMessage_IsTheKnownVector(string enrollmentId, string stepId, int visit, Channel channel, string expected) =>
        Assert.Equal(Guid.Parse(expected), new SendKey(enrollmentId, stepId, visit, channel).MessageKey);

    [Fact]
    public void MessageKey_AnyMessage_IsAUuidOfVersionEight() => Law.Holds(
        from visit in Gen.Choose(0, int.MaxValue)
        from channel in Gen.Elements(Channel.Email, Channel.Line)
        select new SendKey("j:e", "thanks", visit, channel).MessageKey,
        key => key.Version == 8 && key.Variant is >= 8 and <= 11 && key != Guid.Empty);

    [Fact]
    public void IsDone_PlannedAndClaimed_AreOpen() => Assert.Equal(
        [SendState.Planned, SendState.Claimed],
        Enum.GetValues<SendState>().Where(s => !new SendRow(new SendKey("e", "s", 0, Channel.Line), s, DateTimeOffset.UnixEpoch) { MessageId = "m" }.IsDone));
}
