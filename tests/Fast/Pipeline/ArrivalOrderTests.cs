using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Queues deliver at least once and in no certain order: every order must lead to the same shop.</summary>
public sealed partial class ArrivalOrderTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    [Fact]
    public async Task Events_InEveryOrderAndEachTwice_GiveTheSameLedgerAndMessages()
    {
        ShopEvent[] events =
        [
            Hanako.Bought(Told.Order("o-1", 1, OrderStatus.Placed)),
            (Hanako with { UpdatedAt = Told.At(2), Name = "山田 花子" }).Bought(Told.Order("o-1", 2)),
            (Hanako with { UpdatedAt = Told.At(4) }).Bought(Told.Order("o-2", 4) with { Refunds = [Told.Refund("r-2", 100)] }),
            new ShopEvent.RefundIssued("o-1", Told.Refund("r-1", 500)),
            new ShopEvent.CustomerChanged(Hanako.Agreeing(3) with { UpdatedAt = Told.At(3), Name = "山本 花子" }),
        ];
        HashSet<string> outcomes = [];
        (_, TestShop published) = await TestWorld.WithAsync(JourneyFiles.Thanks);
        foreach (int[] order in Orders(events.Length))
        {
            TestWorld world = new();
            TestShop shop = new(world, null, published);
            await TellAllAsync(shop, [.. order, .. order.Reverse()], events);
            await shop.RunAsync();
            string[] ledger = await world.Tables.DumpAsync(Tables.Customers, Tables.Aliases);
            Assert.Equal(["1", "2"], ledger.Select(r => Number().Match(r)).Where(m => m.Success).Select(m => m.Groups[1].Value).Order());
            outcomes.Add(string.Join('\n', [.. ledger.Select(r => Number().Replace(r, "")), .. world.Messages()]));
        }

        // Numbers are given in the order of becoming known; everything else is the same.
        string outcome = Assert.Single(outcomes);
        Assert.Contains("Name=山本 花子", outcome, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"r-1\",\"amountMinor\":500", outcome, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"r-2\",\"amountMinor\":100", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreatedAndPaid_InEitherOrder_EnrollOnce()
    {
        foreach (int[] order in Orders(2))
        {
            (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
            ShopEvent[] events = [Hanako.Bought(Told.Order("o-1", 1, OrderStatus.Placed)), Hanako.Bought(Told.Order("o-1", 2))];
            await TellAllAsync(shop, order, events);
            await shop.RunAsync();
            Assert.Single(world.Email.Calls);
            Assert.Equal(OrderStatus.Paid, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.Status);
        }
    }

    [Fact]
    public async Task CancelledBeforeCreated_EnrollsNobody()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("a", Hanako.Bought(Told.Order("o-1", 5, OrderStatus.Cancelled)));
        await shop.TellAsync("b", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.RunAsync();
        Assert.Empty(world.Email.Calls);
        Assert.Equal(OrderStatus.Cancelled, Assert.Single((await shop.StateAsync(Hanako)).Orders).Order.Status);
    }

    [Fact]
    public void CustomerDescriptions_InAnyOrder_GiveOneProfile()
    {
        Gen<(SourceCustomer[] Said, int[] Order)> cases =
            from said in Description.ArrayOf(3)
            from order in Gen.Elements(Orders(3).ToArray())
            select (said.Select((s, i) => s with { UpdatedAt = Told.At(i) }).ToArray(), order);
        Law.Holds(cases, c => Profile(c.Said) == Profile([.. c.Order.Select(i => c.Said[i])]));
    }

    [Fact]
    public void OrderDescriptions_InAnyOrderAndRepeated_GiveOneOrder()
    {
        Gen<(LedgerOrder[] Said, int[] Order)> cases =
            from said in OrderDescription.ArrayOf(3)
            from order in Gen.Elements(Orders(3).ToArray())
            select (said.Select((s, i) => s with { UpdatedAt = Told.At(i) }).ToArray(), order);
        Law.Holds(cases, c => Text(Merged(c.Said)) == Text(Merged([.. c.Order.Concat(c.Order).Select(i => c.Said[i])])));
    }

    private static Gen<SourceCustomer> Description =>
        from email in Gen.Elements(null, "a@example.com", "b@example.com")
        from name in Gen.Elements(null, "花子", "太郎")
        select new SourceCustomer { ExternalId = "7", Email = email, Name = name, UpdatedAt = Told.Noon };

    private static Gen<LedgerOrder> OrderDescription =>
        from status in Gen.Elements(OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Cancelled)
        from total in Gen.Choose(1, 3)
        from refunds in Gen.SubListOf(Told.Refund("r-1", 1), Told.Refund("r-2", 2, 31))
        select LedgerOrder.Of("s", "c", Told.Order("o", 0, status) with { TotalMinor = total, Refunds = [.. refunds] }, Shop.Tokyo);

    private static Customer Profile(SourceCustomer[] said) => said.Aggregate(Customer.Unknown("c"), (c, s) => c.With(s));

    private static LedgerOrder Merged(LedgerOrder[] said) => said.Aggregate((a, b) => a.With(b));

    private static string Text(LedgerOrder order) =>
        $"{order.UpdatedAt:O} {order.Order.Status} {order.Order.TotalMinor} {order.Order.RefundedMinor} {string.Join(',', order.Refunds.Select(r => r.RefundId))}";

    private static async Task TellAllAsync(TestShop shop, int[] order, ShopEvent[] events)
    {
        foreach ((int delivery, int index) in order.Index())
        {
            Assert.Equal(InboxState.Processed, await shop.TellAsync($"delivery-{delivery}", events[index]));
        }
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(o => Enumerable.Range(0, count).Select(i => (int[])[.. o.Take(i), count - 1, .. o.Skip(i)]));

    [GeneratedRegex(@" Number=(\d+)")]
    private static partial Regex Number();
}
