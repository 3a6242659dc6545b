using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Values of made-up customers, for messages that are looked at before there is a customer. Their links lead to the shop.</summary>
internal static class SampleData
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static MergeData Nobody(ShopSettings shop) => MergeData.For(shop.Sender, shop.Sender.ShopUrl);

    /// <summary>Somebody with everything.</summary>
    public static MergeData Somebody(ShopSettings shop) => Nobody(shop).WithCustomer("山田 花子", "会員").WithOrder(new Order
    {
        OrderId = "A-1001",
        CustomerId = "sample",
        OrderedAt = DateTimeOffset.UnixEpoch,
        OrderedOn = DateOnly.FromDateTime(DateTime.UnixEpoch),
        Currency = Currency.Yen,
        TotalMinor = 5_980,
        Lines = [new OrderLine("S1", "商品", 2, 2_990)],
    });
}
