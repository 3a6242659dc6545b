using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Sees the runs of a timer function, and holds them up on request.</summary>
public sealed class TimerRuns
{
    private readonly Channel<TimerInfo> begun = Channel.CreateUnbounded<TimerInfo>();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isHeld;
    private int count;
    private int current;

    public int Count => Volatile.Read(ref count);

    public int MostAtOnce { get; private set; }

    public bool WasCanceled { get; private set; }

    public void Hold() => isHeld = true;

    public void Release() => released.SetResult();

    public Task<TimerInfo> TakeAsync() => begun.Reader.ReadAsync().AsTask().InTimeAsync();

    public async Task AddAsync(TimerInfo timer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref count);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref current));
        begun.Writer.TryWrite(timer);
        try
        {
            if (isHeld)
            {
                await released.Task.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            WasCanceled = true;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref current);
        }
    }
}
