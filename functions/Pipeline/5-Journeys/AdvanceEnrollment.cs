using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Takes an enrollment one step further: settles the step that is due and says what to wait for. Repeating it with the
/// same cursor goes on where the ledger stands, and sends nothing again.</summary>
public sealed class AdvanceEnrollment(
    CustomerStore customers, JourneyLibrary journeys, ReactToChange react, TakeWay ways, ChangeVersion version, SendStep sending, ShopSettings shop, Clocks clocks)
{
    /// <summary>Settles at most one step.</summary>
    /// <exception cref="InvalidOperationException">The enrollment or its version is not there; to be tried again when it is mended.</exception>
    public async Task<NextWait> RunAsync(Cursor cursor, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(cursor.CustomerId, cancellationToken);
        PublishedJourney journey = await journeys.PinnedAsync(cursor.JourneyId, cursor.Version, cancellationToken);
        if (EnrollmentOf(state, cursor).End is { } endedBefore)
        {
            return NextWait.Ended(cursor, endedBefore);
        }

        (state, RankReview review) = await react.KeepUpAsync(state, orchestrations, cancellationToken);
        Turn turn = new(cursor, state, EnrollmentOf(state, cursor), journey, review, clocks.Shop.GetUtcNow(), shop);
        if (turn.Enrollment.End is { } ended)
        {
            return NextWait.Ended(cursor, ended);
        }

        NextWait next = turn.Cursor.NextDeferredAt <= turn.Now
            ? await SendDeferredAsync(turn, orchestrations, cancellationToken)
            : await SettleAsync(turn, orchestrations, cancellationToken);
        return await version.AfterAsync(next, orchestrations, cancellationToken);
    }

    private static Enrollment EnrollmentOf(CustomerState state, Cursor cursor) => state.Enrollment(cursor.EnrollmentId)
        ?? throw new InvalidOperationException($"There is no row for the enrollment {cursor.EnrollmentId}.");

    private async Task<NextWait> SettleAsync(Turn turn, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (turn.Visit is not { } visit)
        {
            return await EndOrWaitAsync(turn, turn.Cursor with { IsPastSteps = true }, orchestrations, cancellationToken);
        }

        if (visit.DueAt > turn.Now)
        {
            return turn.WaitAt(visit);
        }

        switch (visit.Step)
        {
            case Step.Send send:
                Cursor sent = await SendAsync(turn, send, visit.DueAt, cancellationToken);
                return await GoOnAsync(turn, sent, visit.Step, orchestrations, cancellationToken);
            case Step.Exit:
                return await EndAsync(turn, EndReason.Exited, orchestrations, cancellationToken);
            case Step.Tag tag when !Holdout.Holds(turn.Journey.Definition, turn.State.ChoicesOf(turn.Enrollment.EnrollmentId), tag.Id):
                await TagAsync(turn, tag, orchestrations, cancellationToken);
                return await GoOnAsync(turn, turn.Cursor, visit.Step, orchestrations, cancellationToken);
            case Step.Branch or Step.WaitFor or Step.Split:
                return await ChooseAsync(turn, visit, orchestrations, cancellationToken);
            default:
                return await GoOnAsync(turn, turn.Cursor, visit.Step, orchestrations, cancellationToken);
        }
    }

    /// <summary>Ranks may ask for tags, so they are looked at again at once.</summary>
    private async Task TagAsync(Turn turn, Step.Tag tag, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        await customers.ChangeAsync(turn.State, (state, _) => Task.FromResult(Tagged(state, tag)), cancellationToken);
        await react.RunAsync(turn.State.CustomerId, new Cause.Look(), orchestrations, cancellationToken);
    }

    private static CustomerChange<int> Tagged(CustomerState state, Step.Tag tag) =>
        new(0, state.Customer.Tagged(tag.Add, tag.Remove) is var after && ReferenceEquals(after, state.Customer) ? null : after, []);

    private async Task<NextWait> ChooseAsync(Turn turn, StepVisit visit, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        switch (await ways.RunAsync(turn, visit, cancellationToken))
        {
            case Way.Undecided undecided:
                return turn.WaitAt(visit with { DueAt = undecided.Until });
            case Way.Taken { First: { } first, FirstDueAt: { } dueAt }:
                return turn.WaitAt(new StepVisit(first, dueAt));
            default:
                return await EndOrWaitAsync(turn, turn.Cursor with { IsPastSteps = true }, orchestrations, cancellationToken);
        }
    }

    /// <summary>What waited for a better moment is decided again; it may have to wait once more.</summary>
    private async Task<NextWait> SendDeferredAsync(Turn turn, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DeferredStep deferred = turn.Cursor.Deferred.MinBy(d => d.Until)!;
        Cursor without = turn.Cursor with { Deferred = [.. turn.Cursor.Deferred.Where(d => d != deferred)] };
        if (turn.VisitOf(deferred.StepId) is { Step: Step.Send send, DueAt: var dueAt })
        {
            without = await SendAsync(turn with { Cursor = without }, send, dueAt, cancellationToken);
        }

        return await EndOrWaitAsync(turn, without, orchestrations, cancellationToken);
    }

    /// <returns>The cursor, with the step among the deferred ones when it has to wait.</returns>
    private async Task<Cursor> SendAsync(Turn turn, Step.Send send, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        string modelId = turn.Journey.Definition.Gate?.ModelId ?? shop.RankModelId;
        DueSend due = new(turn.State, turn.Enrollment, turn.Journey, send, dueAt)
        {
            Standing = turn.Review.Find(modelId),
            ShopStanding = turn.Review.Find(shop.RankModelId),
        };
        return await sending.RunAsync(due, cancellationToken) is SendOutcome.Deferred deferred
            ? turn.Cursor with { Deferred = [.. turn.Cursor.Deferred, new DeferredStep(send.Id, deferred.Until)] }
            : turn.Cursor;
    }

    private async Task<NextWait> GoOnAsync(Turn turn, Cursor cursor, Step settled, IOrchestrations orchestrations, CancellationToken cancellationToken) =>
        turn.Journey.Definition.After(settled.Id) is { } next && turn.VisitOf(next.Id) is { } visit
            ? (turn with { Cursor = cursor }).WaitAt(visit)
            : await EndOrWaitAsync(turn, cursor with { IsPastSteps = true }, orchestrations, cancellationToken);

    /// <summary>Past the last step the enrollment lives until what was deferred has gone.</summary>
    private Task<NextWait> EndOrWaitAsync(Turn turn, Cursor cursor, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (!cursor.IsPastSteps)
        {
            return Task.FromResult(NextWait.Until(cursor, turn.Now));
        }

        return cursor.NextDeferredAt is { } deferredAt
            ? Task.FromResult(NextWait.Until(cursor, deferredAt))
            : EndAsync(turn, EndReason.Completed, orchestrations, cancellationToken);
    }

    private async Task<NextWait> EndAsync(Turn turn, EndReason reason, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        Cause.Finished finished = new(turn.Enrollment.EnrollmentId, reason);
        CustomerState after = await react.RunAsync(turn.State.CustomerId, finished, orchestrations, cancellationToken);
        return NextWait.Ended(turn.Cursor, EnrollmentOf(after, turn.Cursor).End ?? reason);
    }
}
