using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure.Support;

/// <summary>One emulator for the tests that can share it, one test at a time: each uses partitions, tables and queues of its own.</summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private static Azurite? running;

    /// <summary>For stores that a test makes without arguments.</summary>
    public static Azurite Running => running ?? throw new InvalidOperationException($"The test is not in the collection '{AzuriteTests.Name}'.");

    public async Task InitializeAsync() => running = await Azurite.StartAsync();

    public async Task DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }
}

/// <summary>The tests that share one emulator.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<SharedAzurite>
{
    public const string Name = "Azurite";

    /// <summary>Where tests say what they need.</summary>
    public const string Needs = "Needs";
}
