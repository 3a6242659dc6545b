using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Each test has an engine of its own.</summary>
public abstract class EngineSuite(Setup setup) : IAsyncLifetime
{
    private protected EngineRun Run { get; } = new(setup);

    private protected bool IsCached => setup.IsCached;

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await Run.DisposeAsync();
}
