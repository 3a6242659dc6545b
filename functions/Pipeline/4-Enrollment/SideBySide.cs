namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Does things for several customers at once, each of which waits for the store most of the time. Where the store answers at once, in memory, they
/// are done one after the other, in their order.</summary>
/// <param name="atOnce">At most, ≥ 1.</param>
internal sealed class SideBySide(int atOnce)
{
    private readonly List<Task> underWay = new(atOnce);

    /// <summary>Begins one as soon as there is room for it.</summary>
    /// <exception cref="Exception">Of one that was begun before, or of this one.</exception>
    public async Task AddAsync(Func<Task> act)
    {
        if (underWay.Count == atOnce)
        {
            Task done = await Task.WhenAny(underWay);
            underWay.Remove(done);
            await done;
        }

        Task begun = act();
        if (begun.IsCompleted)
        {
            await begun;
            return;
        }

        underWay.Add(begun);
    }

    /// <summary>Waits for those that are under way; to be called whatever has happened, or they would go on behind the caller's back.</summary>
    public Task EndAsync() => Task.WhenAll(underWay);
}
