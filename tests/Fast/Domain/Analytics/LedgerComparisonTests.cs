using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>A replay and the ledger agree about a message, or they do not.</summary>
public sealed class LedgerComparisonTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = From.AddDays(10);
    private static readonly DateTimeOffset Due = From.AddDays(3);
    private static readonly LedgerComparison Days = new(From, End, TimeSpan.FromHours(1));

    private static readonly SendRow Sent = new(new SendKey("thanks:abc", "now", 0, Channel.Email), SendState.Sent, Due)
    {
        MessageId = "thank-you",
        RankId = "new",
        SettledAt = Due.AddMinutes(1),
        ProviderId = "p-1",
    };

    private static readonly SendRow Withheld = Sent with { State = SendState.Withheld, Reason = "NoConsent" };
    private static readonly SendRow Waiting = Sent with { State = SendState.Planned, SettledAt = null, RankId = null };

    public static TheoryData<string, SendRow, SendRow, bool> Cases => new()
    {
        { "the same", Sent, Sent, true },
        { "another provider's id", Sent, Sent with { ProviderId = "p-2", PayloadHash = "00" }, true },
        { "another state", Sent, Withheld, false },
        { "failed", Sent, Sent with { State = SendState.Failed, Reason = "400" }, false },
        { "another reason", Withheld, Withheld with { Reason = "Holdout" }, false },
        { "another message", Sent, Sent with { MessageId = "how-to" }, false },
        { "another rank", Sent, Sent with { RankId = "early" }, false },
        { "another channel", Sent, Sent with { Key = Sent.Key with { Channel = Channel.Line } }, false },
        { "due an hour later", Sent, Sent with { DueAt = Due.AddHours(1) }, true },
        { "due a second more than that later", Sent, Sent with { DueAt = Due.AddHours(1).AddSeconds(1) }, false },
        { "sent an hour later", Sent, Sent with { SettledAt = Sent.SettledAt!.Value.AddHours(1) }, true },
        { "sent a second more than that later", Sent, Sent with { SettledAt = Sent.SettledAt!.Value.AddHours(1).AddSeconds(1) }, false },
        { "both wait", Waiting, Waiting, true },
        { "waits, and was sent after the end", Waiting, Sent with { SettledAt = End }, true },
        { "waits, and was withheld after the end", Waiting, Withheld with { SettledAt = End.AddDays(2) }, true },
        { "waits, and was sent within the hour before the end", Waiting, Sent with { SettledAt = End.AddHours(-1) }, true },
        { "waits, and was sent before that", Waiting, Sent with { SettledAt = End.AddHours(-1).AddSeconds(-1) }, false },
        { "waits, and another message was sent after the end", Waiting, Sent with { SettledAt = End, MessageId = "how-to" }, false },
        { "a person decides", Sent, Sent with { State = SendState.Held, SettledAt = null }, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsSame_ComparesWhatBecameOfTheMessage(string what, SendRow one, SendRow other, bool isSame)
    {
        Assert.True(isSame == Days.IsSame(new RowPair(one, other)), what);
        Assert.True(isSame == Days.IsSame(new RowPair(other, one)), what + ", the other way");
    }

    [Fact]
    public void IsSame_OfARowThatStandsAlone_IsFalse()
    {
        Assert.False(Days.IsSame(new RowPair(Sent, null)));
        Assert.False(Days.IsSame(new RowPair(null, Sent)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(863_999, 1)]
    [InlineData(864_000, 0)]
    public void Pairs_AreOfWhatWasDueWithinTheDays(int seconds, int pairs) =>
        Assert.Equal(pairs, Days.Pairs([Sent with { DueAt = From.AddSeconds(seconds) }], []).Count);

    [Fact]
    public void Pairs_MeetByKey_AndAcrossChannelsWhereOnlyOneIsThere()
    {
        SendRow line = Sent with { Key = Sent.Key with { Channel = Channel.Line } };
        SendRow again = Sent with { Key = Sent.Key with { Visit = 1 } };
        SendRow other = Sent with { Key = Sent.Key with { StepId = "later" } };
        IReadOnlyList<RowPair> pairs = Days.Pairs([Sent, again, other], [line, again]);
        Assert.Equal([new RowPair(other, null), new RowPair(Sent, line), new RowPair(again, again)], pairs);
        Assert.Equal([new RowPair(Sent, Sent), new RowPair(null, line)], Days.Pairs([Sent], [line, Sent]));
    }
}
