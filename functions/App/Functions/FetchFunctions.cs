using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>What shops only gave notice of: fetched from the queue, and kept in sight until it is there.</summary>
public sealed class FetchFunctions(FetchThing fetch, SweepFetches sweep, RealPace pace, ILogger<FetchFunctions> logger)
{
    private const string PoisonQueue = NoteChanges.Queue + "-poison";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    [Function(nameof(FetchThing))]
    public async Task FetchThing([QueueTrigger(NoteChanges.Queue)] string message, CancellationToken cancellationToken)
    {
        if (FetchId.Parse(message) is not { } id)
        {
            return;
        }

        switch (await fetch.RunAsync(id, cancellationToken))
        {
            case FetchOutcome.Waits waits:
                logger.FetchWaits(id.SourceId, waits.Wait, waits.Reason);
                break;
            case FetchOutcome.GivenUp givenUp:
                logger.FetchRefused(id.SourceId, givenUp.Reason);
                break;
            default:
                break;  // as it should be
        }
    }

    [Function(nameof(GiveUpFetch))]
    public async Task GiveUpFetch([QueueTrigger(PoisonQueue)] string message, CancellationToken cancellationToken)
    {
        if (FetchId.Parse(message) is { } id)
        {
            await fetch.GiveUpAsync(id, cancellationToken);
            logger.FetchGivenUp(id.SourceId);
        }
    }

    [Function(nameof(SweepFetches))]
    public async Task SweepFetches([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        int count = pace.IsDue(nameof(SweepFetches), SweepEvery) ? await sweep.RunAsync(cancellationToken) : 0;
        if (count > 0)
        {
            logger.StuckFetches(count, timer.IsPastDue);
        }
    }
}
