using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>Ends a process after so many effects: the last one is durable, but its answer never comes back, and nothing works afterwards.</summary>
internal sealed class Fuse(int effects)
{
    private int used;

    /// <summary>A process that is never interrupted.</summary>
    public static Fuse None => new(int.MaxValue);

    /// <summary>How many effects there were.</summary>
    public int Used => used;

    public void Check()
    {
        if (used >= effects)
        {
            throw new StorageException("The process has ended.", isTemporary: true);
        }
    }

    public async Task<T> SpendAsync<T>(Func<Task<T>> effect)
    {
        Check();
        T result = await effect();
        Interlocked.Increment(ref used);
        Check();
        return result;
    }
}
