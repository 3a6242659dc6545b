using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>Webhooks arrive late, twice and in any order; the ledger must come out the same.</summary>
public sealed class LedgerOrderLawsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A refund is always told with the same amount and time: they follow from its id.</summary>
    private static readonly Gen<Refund> Refunds =
        from id in Gen.Choose(1, 5)
        select new Refund($"r{id}", id * 100, Currency.Yen, At.AddHours(id % 3));

    /// <summary>Few times, so that many descriptions have the same; of one time and one status there is only one description.</summary>
    private static readonly Gen<SourceOrder> Descriptions =
        from seconds in Gen.Choose(0, 2)
        from status in Gen.Elements(OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Cancelled)
        from refunds in Refunds.ListOf()
        select new SourceOrder
        {
            OrderId = "5551",
            OrderedAt = At,
            UpdatedAt = At.AddSeconds(seconds),
            Currency = Currency.Yen,
            TotalMinor = 8_000 + (seconds * 100) + (int)status,
            Status = status,
            Refunds = [.. refunds.Take(2)],
        };

    [Fact]
    public void With_DescriptionsAndRefundsInAnyOrderAndRepetition_GiveOneLedgerOrder() => Law.Holds(Histories, IsTheSame);

    private static Gen<(SourceOrder[] Told, SourceOrder[] Again, Refund[] Alone)> Histories =>
        from first in Descriptions
        from more in Descriptions.ListOf()
        from alone in Refunds.ListOf()
        let told = new[] { first }.Concat(more.Take(4)).ToArray()
        from repeated in Gen.Elements(told).ListOf()
        from again in Gen.Shuffle(told.Concat(repeated.Take(3)).ToArray())
        select (told, again, alone.Take(3).ToArray());

    private static bool IsTheSame((SourceOrder[] Told, SourceOrder[] Again, Refund[] Alone) x) =>
        Text(Enter(x.Told).With(x.Alone)) == Text(Enter(x.Again[0]).With(x.Alone).With(Enter(x.Again)).With(x.Alone));

    private static LedgerOrder Enter(params SourceOrder[] told) => told.Select(Enter).Aggregate((known, said) => known.With(said));

    private static LedgerOrder Enter(SourceOrder said) => LedgerOrder.Of("shopify-main", "c1", said, Shop.Tokyo);

    private static string Text(LedgerOrder order) =>
        $"{order.UpdatedAt:O} {order.Order.Status} {order.Order.TotalMinor} {order.Order.RefundedMinor} {string.Join(',', order.Refunds.Select(r => r.RefundId))}";
}
