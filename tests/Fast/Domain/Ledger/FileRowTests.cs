using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>What a row of a file does to an order that is known.</summary>
public sealed class FileRowTests
{
    [Fact]
    public void FirstRow_OverAWebhook_ChangesNothingThatTheWebhookKnows()
    {
        LedgerOrder known = Of(5, 5000, OrderStatus.Cancelled);
        LedgerOrder after = known.WithRow(Of(-10, 4000, OrderStatus.Paid), "row", Told.At(60));
        Assert.Equal((5000, OrderStatus.Cancelled, "row"), (after.Order.TotalMinor, after.Order.Status, after.ImportedRow));
    }

    [Fact]
    public void RowThatDiffers_HoldsEvenAgainstAClockThatIsAhead()
    {
        LedgerOrder known = Of(100, 5000, OrderStatus.Cancelled) with { ImportedRow = "before" };
        LedgerOrder after = known.WithRow(Of(-10, 4000, OrderStatus.Placed), "row", Told.At(60));
        Assert.Equal((4000, OrderStatus.Placed, Told.At(100).AddTicks(1)), (after.Order.TotalMinor, after.Order.Status, after.UpdatedAt));
    }

    [Fact]
    public void SameRow_ChangesNothing()
    {
        LedgerOrder known = Of(5, 5000, OrderStatus.Paid) with { ImportedRow = "row" };
        Assert.Same(known, known.WithRow(Of(-10, 4000, OrderStatus.Paid), "row", Told.At(60)));
    }

    [Fact]
    public void Webhook_AfterARow_HoldsAndTheRowIsRemembered()
    {
        LedgerOrder known = (Of(-10, 4000, OrderStatus.Placed) with { ImportedRow = "row" }).With(Of(5, 5000, OrderStatus.Paid));
        Assert.Equal((5000, OrderStatus.Paid, "row"), (known.Order.TotalMinor, known.Order.Status, known.ImportedRow));
    }

    [Theory]
    [InlineData(300, 300, 300)] // the file tells the sum of what the webhook told
    [InlineData(300, 500, 500)] // one was told by the file alone
    [InlineData(500, 300, 500)] // one came after the file
    public void RefundsInAll_AndOneByOne_AreNotAddedUp(long oneByOne, long inAll, long refunded)
    {
        Refund sum = new(Refund.InAllId, inAll, null, Told.At(0));
        LedgerOrder forth = Of(1, 5000, OrderStatus.Paid).With([Told.Refund("r", oneByOne)]).With([sum]);
        LedgerOrder back = Of(1, 5000, OrderStatus.Paid).With([sum]).With([Told.Refund("r", oneByOne)]);
        Assert.Equal((refunded, refunded), (forth.Order.RefundedMinor, back.Order.RefundedMinor));
    }

    private static LedgerOrder Of(int minute, long yen, OrderStatus status) =>
        LedgerOrder.Of("shop", "c1", Told.Order("A1", minute, status) with { TotalMinor = yen }, Shop.Tokyo);
}
