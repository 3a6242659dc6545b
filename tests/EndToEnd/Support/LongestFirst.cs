using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.EndToEnd.Console;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("FollowUpFlows.Tests.EndToEnd.Support.LongestFirst", "FollowUpFlows.Tests.EndToEnd")]

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>Begins with what takes minutes, so that nothing long is left to run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [SharedConsole.Name, nameof(KillTests), AzuriteTests.Name, nameof(DemoTests), nameof(DiskFaultTests), nameof(RestoreTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(RankOf);

    private static int RankOf(ITestCollection collection)
    {
        int rank = Array.FindIndex(Long, name => collection.DisplayName == name || collection.DisplayName.EndsWith("." + name, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
