using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending.Certificates;

/// <summary>What a certificate says of enrollments that are gone, hidden or over, and of rows without one.</summary>
public sealed class CertifiedEnrollmentTests
{
    [Fact]
    public async Task Row_OfACustomerWhoIsOnlyInTheDueIndex_IsFound()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.SendAsync("c9");
        Assert.Empty(await shop.FindingsAsync());
        await shop.PutAsync(Tables.Indexes, $"due:2026-11-21:{RowKeys.Shard("c9", 8)}", RowKeys.Of("c9", CertifiedShop.IdOf("c9"), "now"), []);
        Assert.Equal(["EnrollmentMissing c9 now"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Enrollment_RemovedButNotItsIndexRow_IsMissing()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1");
        await shop.RemoveAsync("c1", RowKeys.Of("enrollment", CertifiedShop.IdOf("c1")));
        Assert.Equal(["EnrollmentMissing c1 now"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task IndexRow_ThatLeadsToNothing_IsNoDiscrepancy()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.IndexAsync("c1", Told.Noon);  // a process that ended before it wrote the enrollment
        Assert.Empty(await shop.FindingsAsync());
    }

    [Fact]
    public async Task Enrollment_RemovedFromTheIndex_IsADiscrepancyOnceItsCustomerIsSeen()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1");
        await shop.RemoveAsync(Tables.Indexes, $"enrolled:2026-11-21:{RowKeys.Shard("c1", 8)}", RowKeys.Of("c1", CertifiedShop.IdOf("c1")));
        await shop.PutAsync(Tables.Indexes, $"due:2026-11-21:{RowKeys.Shard("c1", 8)}", RowKeys.Of("c1", CertifiedShop.IdOf("c1"), "now"), []);
        Assert.Equal(["NotIndexed c1"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Enrollment_OfAVersionThatIsGone_IsADiscrepancy()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1", version: 9);
        Assert.Equal(["JourneyMissing c1"], await shop.FindingsAsync());
    }

    [Fact]
    public async Task Customer_WhoCannotBeRead_IsADiscrepancy()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1");
        await shop.PutAsync(Tables.Customers, "c1", "order:x:1", []);
        Assert.Equal(["Unreadable c1"], await shop.FindingsAsync());
    }

    [Theory]
    [InlineData(-1)]  // ended before: nothing was owed
    [InlineData(0)]   // at the very instant: may be, or not
    [InlineData(1, "RowMissing c1 now")]
    public async Task Enrollment_ThatEndedEarly_OwesWhatWasDueBefore(int ticks, params string[] findings)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await shop.EnrollAsync("c1", end: EndReason.NewOrder, endedAt: Told.Noon.AddTicks(ticks));
        Assert.Equal(findings, await shop.FindingsAsync());
    }

    [Fact]
    public async Task Row_OfAnEnrollmentThatHadEnded_IsAdded()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1");
        await shop.EnrollAsync("c1", end: EndReason.Stopped, endedAt: Told.Noon.AddTicks(-1));
        DayAccount account = (await shop.Verify.RunAsync(CertifiedShop.Day, default)).Now.Account;
        Assert.EndsWith("the enrollment had ended (Stopped)", Assert.Single(account.Findings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrollment_CompletedBeforeItsLastStep_IsADiscrepancy()
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        await WriteAsync(shop, "c1");
        await shop.EnrollAsync("c1", end: EndReason.Completed, endedAt: Told.Noon.AddMinutes(1));
        Assert.Equal(["EndedEarly c1 later"], await shop.FindingsAsync());
    }

    private static async Task WriteAsync(CertifiedShop shop, string customerId)
    {
        await shop.EnrollAsync(customerId);
        await shop.SendAsync(customerId);
    }
}
