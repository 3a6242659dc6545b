using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

public sealed class VerifyTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_OfFactsThatWereAltered_NamesTheCustomer_AndMendsThem()
    {
        FactShop shop = new();
        string customerId = await shop.BuysAsync("a", "1", 3, 1000);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        Entity altered = FactRows.Row(new ReportCustomer(customerId, []), null);
        await shop.World.Tables.WriteAsync(Tables.Indexes, altered.PartitionKey, new EntityChange.Put(altered), default);
        await folder.WriteAsync(shop.World.Tables);
        CommandRun run = folder.Run("verify");
        Assert.Equal((1, customerId + "\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
        Assert.Contains("the facts of 1 customer differ from the ledger; --repair keeps them anew", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, folder.Run("verify", "--repair").ExitCode);
        run = folder.Run("verify");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("is what the ledger says", run.Output, StringComparison.Ordinal);
    }
}
