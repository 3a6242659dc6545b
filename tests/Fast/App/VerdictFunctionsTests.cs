using FollowUpFlows.App.Functions;
using FollowUpFlows.App.Time;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class VerdictFunctionsTests
{
    private readonly RememberedLog<VerdictFunctions> log = new();

    [Fact]
    public async Task JudgeExperiments_SaysWhatWasLearnt_Once()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(3);
        await RunAsync(shop);
        Assert.Empty(log.Entries);
        await shop.PassAsync(10);
        await RunAsync(shop);
        await RunAsync(shop);
        Assert.StartsWith("Verdict on try: NotYet (arm: b, due: True). Nothing can be said yet.", Assert.Single(log.Entries), StringComparison.Ordinal);
    }

    private Task RunAsync(ExperimentShop shop) => new VerdictFunctions(shop.Reach, new RealPace(TimeProvider.System), log).JudgeExperiments(new TimerInfo(), default);
}
