using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Time;

/// <summary>Lets a shop clock that was set apart go on where it stood. What the clock may show is recorded before it shows it: however
/// the process ends, the next one never begins before a step that was carried out. It may begin a little later.</summary>
internal sealed class ClockRecorder(
    ScaledClock clock, ClockSettings settings, IEntityTables tables, TimeProvider system, ILogger<ClockRecorder> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>How far ahead the clock may run, in real time: as far it jumps after a sudden end.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    /// <summary>In real time.</summary>
    public static readonly TimeSpan RecordEvery = Lead / 4;

    private readonly CancellationTokenSource stopping = new();
    private DateTimeOffset? start;
    private Task recording = Task.CompletedTask;

    /// <summary>Before all other services start, the engine among them.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        ClockRecord? last = await ClockRecord.ReadAsync(tables, cancellationToken);
        if (last is null && settings.IsReal)
        {
            return;
        }

        start = settings.Start ?? last?.Start;
        bool isSetAnew = settings.Start is { } wanted && wanted != last?.Start;
        bool isOvertaken = settings.IsReal && last?.At <= system.GetUtcNow();
        if (last is not null && !isSetAnew && !isOvertaken)
        {
            clock.GoOnFrom(last.At);
            logger.ClockGoesOn(last.At);
        }
        else if (!isOvertaken)
        {
            clock.GoOnFrom(clock.GetUtcNow());  // not by what the start has taken until here
        }

        await RecordAsync(cancellationToken);
        recording = KeepRecordingAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After all other services have stopped: the next start goes on exactly here.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        bool isRecorded = !recording.IsCompleted;
        await stopping.CancelAsync();
        await recording;
        if (isRecorded)
        {
            DateTimeOffset now = clock.GetUtcNow();
            clock.StandAt(now);
            await new ClockRecord(now, start).WriteAsync(tables, cancellationToken);
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task KeepRecordingAsync()
    {
        while (true)
        {
            await Task.Delay(RecordEvery, system, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await RecordAsync(CancellationToken.None);
            }
            catch (StorageException e)
            {
                logger.ClockNotRecorded(e);
            }
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        TimeSpan lead = Lead * settings.Speed;
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset limit = now < DateTimeOffset.MaxValue - lead ? now + lead : DateTimeOffset.MaxValue;
        await new ClockRecord(limit, start).WriteAsync(tables, cancellationToken);
        clock.StandAt(limit);
    }
}
