using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>How far a LINE account is with being connected, and whose it is.</summary>
public sealed class LineLinkTests
{
    private const string One = "U0123456789abcdef0123456789abcdef";
    private const string Other = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AskedOnceMore_CountsWithinADay_AndForgetsWhatIsOlder()
    {
        LineLink link = new LineLink().AskedOnceMore(At, 2)!.AskedOnceMore(At.AddHours(1), 2)!;
        Assert.Null(link.AskedOnceMore(At.AddHours(24).AddTicks(-1), 2));
        Assert.Equal([At.AddHours(1), At.AddHours(24)], link.AskedOnceMore(At.AddHours(24), 2)!.Asks);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 36_000_000_000, true)] // an hour
    [InlineData(0, 36_000_000_001, false)]
    [InlineData(1, 0, false)] // asked for at another time
    public void IsOpen_UpToAnHourAfterItsMoment(long askedTicks, long nowTicks, bool isOpen)
    {
        LineLink link = new() { Wanted = One, AskedAt = At };
        Assert.Equal(isOpen, link.IsOpen(At.AddTicks(askedTicks), At.AddTicks(nowTicks)));
    }

    [Fact]
    public void Handed_ClosesTheLinkAndWaitsAQuarterOfAnHour_AndEndedKeepsTheCount()
    {
        LineLink handed = new LineLink { Wanted = One, AskedAt = At, Asks = [At] }.Handed("hash", At);
        Assert.False(handed.IsOpen(At, At));
        Assert.Equal(("hash", At.AddMinutes(15), One), (handed.NonceHash, handed.NonceUntil, handed.Wanted));
        LineLink ended = handed.Ended();
        Assert.Equal((null, null, null), (ended.NonceHash, ended.NonceUntil, ended.Wanted));
        Assert.Equal([At], ended.Asks);
    }

    [Fact]
    public void WithLine_HoldsAgainstOlderDescriptionsAndYieldsToNewerOnes()
    {
        Customer told = Customer.Unknown("c1").With(Said(One, 0));
        Customer connected = told.WithLine(Other, At.AddMinutes(5));
        Assert.Equal(Other, connected.With(Said(One, 4)).LineUserId);
        Assert.Equal(One, connected.With(Said(One, 6)).LineUserId);
        Customer apart = connected.WithLine(null, At.AddMinutes(10));
        Assert.Null(apart.With(Said(One, 9)).LineUserId);
        Assert.Equal(One, apart.With(Said(One, 11)).LineUserId);
        Assert.Equal("hanako@example.com", apart.With(Said(One, 1) with { Email = "hanako@example.com" }).Email);
    }

    /// <summary>The shop's clock may be behind LINE's.</summary>
    [Fact]
    public void WithLine_AtAnEarlierTime_HoldsAllTheSame()
    {
        Customer apart = Customer.Unknown("c1").With(Said(One, 5)).WithLine(null, At);
        Assert.Null(apart.With(Said(One, 5)).LineUserId);
        Assert.True(apart.UpdatedAt >= At.AddMinutes(5));
    }

    private static SourceCustomer Said(string lineUserId, int minute) => new() { LineUserId = lineUserId, UpdatedAt = At.AddMinutes(minute) };
}
