using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Each test has an engine of its own.</summary>
public abstract class EngineSuite(Setup setup) : IAsyncLifetime
{
    private EngineRun? run;

    /// <summary>Made when it is first asked for.</summary>
    private protected EngineRun Run => run ??= new EngineRun(setup);

    internal Setup Setup => setup;

    private protected bool IsCached => setup.IsCached;

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (run is not null)
        {
            await run.DisposeAsync();
        }
    }
}
