using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Events;

/// <summary>Publishes events beside the work that makes them: at once, and, whatever was left behind, later. While the topic does not
/// take them they wait in the store, and nothing else does.</summary>
internal sealed class EventPump(OutgoingEvents events, PublishEvents publish, Clocks clocks, ILogger<EventPump> logger) : BackgroundService
{
    /// <summary>Between two looks for what other processes left behind.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan WaitMin = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(5);

    /// <summary>However long a topic wants to be left alone.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromMinutes(15);

    private readonly HashSet<EventPlace> told = [];
    private DateTimeOffset sweepAt = DateTimeOffset.MinValue;
    private TimeSpan sweepAge = TimeSpan.Zero;  // at the start all of it is left behind
    private int failures;

    /// <summary>How long to wait before it is tried again.</summary>
    /// <param name="failures">In a row, from 1.</param>
    public static TimeSpan WaitAfter(int failures, TimeSpan? retryAfter)
    {
        TimeSpan own = WaitMin * Math.Pow(2, Math.Min(failures - 1, 16));
        TimeSpan wait = own < WaitMax ? own : WaitMax;
        return retryAfter is not { } wanted || wanted < wait ? wait : wanted < RetryAfterMax ? wanted : RetryAfterMax;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                TimeSpan wait = Note(e);
                (sweepAt, sweepAge) = (DateTimeOffset.MinValue, TimeSpan.Zero);
                await Task.Delay(Jitter(wait), clocks.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (now >= sweepAt)
        {
            Say(await publish.SweepAsync(sweepAge, cancellationToken));
            (sweepAt, sweepAge) = (now + SweepEvery, SweepEvery);
        }

        if (await IsToldAsync(sweepAt - now, cancellationToken))
        {
            while (events.Written.TryRead(out EventPlace? place))
            {
                told.Add(place);
            }

            Say(await publish.RunAsync(told, cancellationToken));
            told.Clear();  // of what failed the next sweep finds more than this
        }
    }

    /// <returns>False when it is time to look for what was left behind.</returns>
    private async Task<bool> IsToldAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource enough = new(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, clocks.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await events.Written.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Say(int count)
    {
        if (count > 0)
        {
            logger.EventsPublished(count);
        }
    }

    private TimeSpan Note(Exception exception)
    {
        failures++;
        TimeSpan wait = WaitAfter(failures, (exception as EventTopicException)?.RetryAfter);
        switch (exception)
        {
            case EventTopicException { Failure: TopicFailure.Refused } refused:
                logger.EventsRefused(refused.Message);
                break;
            case EventTopicException topic:
                logger.EventsWait(wait, failures, topic.Message);
                break;
            default:
                logger.EventsFailed(wait, exception);
                break;
        }

        return wait;
    }

    /// <summary>Instances that failed together must not come back together.</summary>
    private static TimeSpan Jitter(TimeSpan wait) => wait * (1 + Random.Shared.NextDouble() / 4);
}
