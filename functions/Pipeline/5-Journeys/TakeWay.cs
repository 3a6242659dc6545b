using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Chooses the way behind a step that has several, once: the choice is kept before anything behind it happens, and holds
/// whatever changes afterwards.</summary>
public sealed class TakeWay(CustomerStore customers, PlannedSends plans, ShopSettings shop)
{
    /// <summary>Chooses, or says until when to wait.</summary>
    internal async Task<Way> RunAsync(Turn turn, StepVisit visit, CancellationToken cancellationToken)
    {
        if (Arm(turn, visit) is not { } arm)
        {
            return new Way.Undecided(TimeoutOf((Step.WaitFor)visit.Step, visit));
        }

        Choice choice = new(turn.Enrollment.EnrollmentId, visit.Step.Id, arm, turn.Now)
        {
            ExperimentId = (visit.Step as Step.Split)?.ExperimentId,
            ArmId = (visit.Step as Step.Split)?.Choices[arm].Id,
        };
        (IReadOnlyList<StepVisit>? behind, _) = await customers.ChangeAsync(
            turn.State, (state, token) => ChosenAsync(turn, state, choice, token), cancellationToken);
        if (behind is null)
        {
            return new Way.Undecided(turn.Now);  // to be looked at again at once
        }

        StepVisit? first = behind.SkipWhile(v => v.Step.Id != visit.Step.Id).Skip(1).FirstOrDefault();
        return new Way.Taken(first?.Step, first?.DueAt);
    }

    private DateTimeOffset TimeoutOf(Step.WaitFor step, StepVisit visit) => step.Timeout.After(visit.DueAt, shop.Calendar);

    /// <summary>Null while it cannot be said.</summary>
    private int? Arm(Turn turn, StepVisit visit)
    {
        if (ArmAtOnce(visit.Step, turn.State.CustomerId, turn.Review, shop) is { } arm)
        {
            return arm;
        }

        Step.WaitFor step = (Step.WaitFor)visit.Step;
        DateTimeOffset timeoutAt = TimeoutOf(step, visit);
        if (AwaitedThings.Between(turn.State, turn.Enrollment, step.Awaited, shop.Orders, visit.DueAt, timeoutAt) is not null)
        {
            return Step.WaitFor.ThenArm;
        }

        return turn.Now >= timeoutAt ? Step.WaitFor.ElseArm : null;
    }

    /// <summary>Of a step that chooses when it is reached, by where the customer stands or by chance; null for any other.</summary>
    internal static int? ArmAtOnce(Step step, string customerId, RankReview review, ShopSettings shop) => step switch
    {
        Step.Branch branch => branch.Choices.Index().Where(c => Holds(review, c.Item.When, shop)).Select(c => (int?)c.Index).FirstOrDefault() ?? Choice.None,
        Step.Split split => Assignment.ArmOf(split, customerId),
        _ => null,
    };

    /// <summary>Whether the condition holds of the customer as they stand; null is for everybody.</summary>
    internal static bool Holds(RankReview review, BranchCondition? condition, ShopSettings shop)
    {
        if (condition is null)
        {
            return true;
        }

        string modelId = condition.Gate?.ModelId ?? shop.RankModelId;
        return review.Models.FirstOrDefault(m => m.Model.Id == modelId) is { } model
            && (condition.Gate is null || (review.Find(modelId) is { } standing && condition.Gate.Admits(standing)))
            && condition.Facts.All(f => model.Model.Holds(f, model.Look));
    }

    /// <summary>A choice that was made before stays. With the choice become foreseeable, and planned, the messages behind it.</summary>
    /// <returns>Nothing when something has happened to the customer since they were looked at: an order may turn the way.</returns>
    private async Task<CustomerChange<IReadOnlyList<StepVisit>?>> ChosenAsync(Turn turn, CustomerState state, Choice choice, CancellationToken cancellationToken)
    {
        Dictionary<string, Choice> choices = new(state.ChoicesOf(choice.EnrollmentId), StringComparer.Ordinal);
        bool isNew = choices.TryAdd(choice.StepId, choice);
        IReadOnlyList<StepVisit> visits = new JourneyWalk(turn.Journey.Definition, shop.Calendar, shop.SendAt).Of(turn.Enrollment, choices);
        if (!isNew || state.Enrollment(choice.EnrollmentId) is not { IsActive: true })
        {
            return new(visits, null, []);
        }

        if (!ReferenceEquals(state, turn.State))
        {
            return new(null, null, []);
        }

        IReadOnlyList<EntityChange> planned = await plans.PlanAsync(state, turn.Enrollment, visits, cancellationToken);
        return new(visits, null, [new EntityChange.Insert(EnrollmentRows.Row(state.CustomerId, choice)), .. planned]);
    }
}

/// <summary>What became of a step that has several ways.</summary>
internal abstract record Way
{
    private Way()
    {
    }

    /// <summary>It is not known yet, and will be then at the latest.</summary>
    public sealed record Undecided(DateTimeOffset Until) : Way;

    /// <summary>Chosen.</summary>
    /// <param name="First">The next step on the way; null when the journey ends here.</param>
    public sealed record Taken(Step? First, DateTimeOffset? FirstDueAt) : Way;
}
