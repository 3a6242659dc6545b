namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Waits for what another thread will do; the limit is generous because it is only reached by a failure.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static async Task TrueAsync(Func<bool> condition, string expectation)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (!condition())
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"Within {Limit} it did not become true that {expectation}.");
            }

            await Task.Delay(Look);
        }
    }

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Limit);
}
