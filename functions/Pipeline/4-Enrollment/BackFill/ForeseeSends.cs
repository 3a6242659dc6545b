using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What somebody who enters would get, and by which channel, if nothing about them changed.</summary>
public sealed class ForeseeSends(SendCases cases, ShopSettings shop)
{
    /// <summary>The messages that can be foreseen, with those behind ways that are chosen on entry: as the customer stands now.</summary>
    internal IReadOnlyList<StepVisit> Of(JourneyDefinition journey, Enrollment entered, RankReview review) =>
        [.. Walk(journey, entered, review).Visits.Where(v => v.Step is Step.Send { IsNotice: false })];

    /// <summary>The same by channel, before quiet hours and caps.</summary>
    /// <param name="state">The customer before they enter.</param>
    /// <param name="lineLeft">Messages that the broadcast may still send by LINE; null for no limit.</param>
    internal async Task<SendForecast> CountAsync(
        CustomerState state, PublishedJourney journey, Enrollment entered, RankReview review, int? lineLeft, CancellationToken cancellationToken)
    {
        (IReadOnlyList<StepVisit> visits, IReadOnlyDictionary<string, Choice> choices) = Walk(journey.Definition, entered, review);
        SendForecast count = SendForecast.None;
        foreach (StepVisit visit in visits)
        {
            if (visit.Step is Step.Send { IsNotice: false } send)
            {
                SendCase due = await cases.OfAsync(new DueSend(state, entered, journey, send, visit.DueAt), state, visit.DueAt, cancellationToken);
                bool isHeldOut = due.IsHeldOut || Holdout.Holds(journey.Definition, choices, send.Id);
                count = count.With(SendDecision.Of(AtItsTime(due, isHeldOut, lineLeft - count.Line <= 0)));
            }
        }

        return count;
    }

    /// <summary>Nothing makes it wait.</summary>
    private static SendCase AtItsTime(SendCase due, bool isHeldOut, bool isOverBudget) => due with
    {
        IsHeldOut = isHeldOut,
        IsJourneyPaused = false,
        IsBroadcastPaused = false,
        Rules = SendRules.Unlimited,
        WaitingBefore = 0,
        Reach = due.Reach.ToDictionary(r => r.Key, r => r.Value with { IsOverBudget = r.Key == Channel.Line && isOverBudget }),
    };

    private (IReadOnlyList<StepVisit> Visits, IReadOnlyDictionary<string, Choice> Choices) Walk(JourneyDefinition journey, Enrollment entered, RankReview review)
    {
        DateTimeOffset entry = entered.EnrolledAt > entered.TriggeredAt ? entered.EnrolledAt : entered.TriggeredAt;
        JourneyWalk walk = new(journey, shop.Calendar, shop.SendAt);
        Dictionary<string, Choice> choices = new(StringComparer.Ordinal);
        IReadOnlyList<StepVisit> visits = walk.Of(entered, choices);
        while (visits is [.., var (step, dueAt)]
            && dueAt <= entry
            && TakeWay.ArmAtOnce(step, entered.CustomerId, review, shop) is { } arm
            && choices.TryAdd(step.Id, new Choice(entered.EnrollmentId, step.Id, arm, dueAt)))
        {
            visits = walk.Of(entered, choices);
        }

        return (visits, choices);
    }
}

/// <summary>Messages by what would become of them.</summary>
/// <param name="Withheld">That would not go, for whatever reason: no consent, no address, held out, no LINE message left.</param>
public sealed record SendForecast(int Line, int Email, int Withheld)
{
    /// <summary>No messages.</summary>
    public static SendForecast None { get; } = new(0, 0, 0);

    /// <summary>All of both.</summary>
    internal SendForecast Plus(SendForecast other) => new(Line + other.Line, Email + other.Email, Withheld + other.Withheld);

    /// <summary>One more.</summary>
    internal SendForecast With(SendDecision decision) => decision switch
    {
        SendDecision.Send { Channel: Channel.Line } => this with { Line = Line + 1 },
        SendDecision.Send { Channel: Channel.Email } => this with { Email = Email + 1 },
        _ => this with { Withheld = Withheld + 1 },
    };
}
