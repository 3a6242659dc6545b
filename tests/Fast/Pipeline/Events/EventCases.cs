using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>A customer, and changes of theirs whose rows a test writes.</summary>
internal static class EventCases
{
    public const string CustomerId = "cabcdefghijklmnopqrstuvwxy";

    public static Enrollment Running { get; } = new()
    {
        EnrollmentId = "thanks:abc",
        CustomerId = CustomerId,
        JourneyId = "thanks",
        Version = 3,
        Plan = "follow-up",
        BusinessKey = "order:shop:SECRET-7",
        OrderKey = "order:shop:SECRET-7",
        TriggeredAt = Told.Noon,
        TriggeredOn = new DateOnly(2026, 11, 21),
        EnrolledAt = Told.At(1),
        State = EnrollmentState.Running,
    };

    public static SendRow Claimed { get; } = new(new SendKey("thanks:abc", "now", 0, Channel.Email), SendState.Claimed, Told.Noon)
    {
        MessageId = "thank-you",
        Purpose = Purpose.Marketing,
        RankId = "early",
        ClaimedAt = Told.At(2),
        PayloadHash = new string('a', 64),
    };

    /// <summary>Everything that is known of somebody.</summary>
    public static Customer Hanako { get; } = new(CustomerId, Told.Noon)
    {
        Email = "hanako@example.com",
        Phone = "09012345678",
        Name = "山田 花子",
        Kana = "ヤマダ ハナコ",
        PostalCode = "123-4567",
        LineUserId = "U0123456789abcdef0123456789abcdef",
        Tags = ["vip-2026"],
    };

    /// <summary>The customer before, with these rows beside the profile.</summary>
    public static CustomerState Before(params Entity[] rows)
    {
        StateReader reader = new(CustomerId);
        reader.Take(CustomerRows.Profile(Hanako, "etag"));
        foreach (Entity row in rows)
        {
            reader.Take(row);
        }

        return reader.State();
    }

    /// <summary>What the rows tell, put over those before.</summary>
    public static IReadOnlyList<DomainEvent> Tell(CustomerState before, params Entity[] rows) =>
        EventsOfChange.Of(before, before.Customer, [.. rows.Select(r => new EntityChange.Put(r))]);

    /// <summary>The only event of the rows.</summary>
    public static DomainEvent Only(CustomerState before, params Entity[] rows) => Assert.Single(Tell(before, rows));

    public static Entity Row(Enrollment enrollment) => EnrollmentRows.Row(enrollment);

    public static Entity Row(SendRow send) => SendRows.Row(CustomerId, send);

    public static Entity Row(Consent consent) => CustomerRows.Consent(CustomerId, consent);
}
