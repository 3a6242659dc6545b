using System.Threading.Channels;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Sees what queue functions got, and holds them up on request.</summary>
public sealed class Deliveries
{
    private readonly Channel<string> seen = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isHeld;
    private int current;
    private int mostAtOnce;
    private int count;

    public int Count => Volatile.Read(ref count);

    public int Current => Volatile.Read(ref current);

    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    public void Hold() => isHeld = true;

    public void Release() => released.SetResult();

    public Task<string> TakeAsync() => seen.Reader.ReadAsync().AsTask().InTimeAsync();

    public async Task AddAsync(string what, CancellationToken cancellationToken = default)
    {
        int now = Interlocked.Increment(ref current);
        for (int most = MostAtOnce; now > most; most = MostAtOnce)
        {
            Interlocked.CompareExchange(ref mostAtOnce, now, most);
        }

        Interlocked.Increment(ref count);
        seen.Writer.TryWrite(what);
        try
        {
            if (isHeld)
            {
                await released.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref current);
        }
    }
}
