using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>What went on in newer versions counts, beside a replay, as what it began as.</summary>
public sealed class JoinedEnrollmentsTests
{
    private static readonly Enrollment First = Of("care", 1, "shop|1");
    private static readonly Enrollment Second = GoesOn(First, 2);
    private static readonly Enrollment Third = GoesOn(Second, 3);
    private static readonly Enrollment Other = Of("care", 3, "shop|2");

    /// <summary>What a replay has when the rank moves: it came from the first, because that is where they are there.</summary>
    private static readonly Enrollment AfterFirst = MovedByRank(First);

    private static readonly JoinedEnrollments Joined = new([Third, MovedByRank(Third), Other, First, Second]);

    [Fact]
    public void IdOf_IsTheOneWithWhichTheyBegan() =>
        Assert.Equal([First.EnrollmentId, First.EnrollmentId, First.EnrollmentId, Other.EnrollmentId], new[] { First, Second, Third, Other }.Select(e => Joined.IdOf(e.EnrollmentId)));

    [Fact]
    public void IdOf_AMoveWithTheRank_IsTheOneFromThereOnly()
    {
        Assert.NotEqual(AfterFirst.EnrollmentId, MovedByRank(Third).EnrollmentId);
        Assert.Equal(AfterFirst.EnrollmentId, Joined.IdOf(MovedByRank(Third).EnrollmentId));
        Assert.Equal(AfterFirst.EnrollmentId, new JoinedEnrollments([First, AfterFirst]).IdOf(AfterFirst.EnrollmentId));
        Assert.Equal(AfterFirst.EnrollmentId, new JoinedEnrollments([GoesOn(AfterFirst, 2), AfterFirst]).IdOf(GoesOn(AfterFirst, 2).EnrollmentId));
    }

    [Fact]
    public void IdOf_WhatIsNotKnown_StaysAsItIs()
    {
        Assert.Equal("care:x", Joined.IdOf("care:x"));
        Assert.Equal(First.EnrollmentId, new JoinedEnrollments([Second]).IdOf(Second.EnrollmentId));
    }

    [Fact]
    public void Of_HasThemInTheOrderInWhichTheyWentOn()
    {
        Assert.Equal([1, 2, 3], Joined.Of(First.EnrollmentId).Select(e => e.Version));
        Assert.Equal([MovedByRank(Third).EnrollmentId], Joined.Of(AfterFirst.EnrollmentId).Select(e => e.EnrollmentId));
        Assert.Empty(Joined.Of(Third.EnrollmentId));
    }

    [Fact]
    public void Joined_ChangesTheIdAlone()
    {
        SendRow row = new(new SendKey(Third.EnrollmentId, "later", 0, Channel.Line), SendState.Sent, First.TriggeredAt) { MessageId = "m" };
        Assert.Equal(row with { Key = row.Key with { EnrollmentId = First.EnrollmentId } }, Joined.Joined(row));
    }

    private static Enrollment GoesOn(Enrollment from, int version) =>
        Of(from.JourneyId, version, $"moved:{from.EnrollmentId}") with { MovedFrom = from.EnrollmentId, FromStep = "later" };

    private static Enrollment MovedByRank(Enrollment from) => Of("other", 1, $"moved:{from.EnrollmentId}") with { MovedFrom = from.EnrollmentId, AfterDay = 4 };

    private static Enrollment Of(string journeyId, int version, string businessKey) => new()
    {
        EnrollmentId = Enrollment.IdOf(journeyId, "c1", businessKey),
        CustomerId = "c1",
        JourneyId = journeyId,
        Version = version,
        BusinessKey = businessKey,
        TriggeredAt = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        TriggeredOn = new DateOnly(2026, 11, 1),
        EnrolledAt = new DateTimeOffset(2026, 11, version, 0, 0, 0, TimeSpan.Zero),
    };
}
