using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Import;

/// <summary>Orders files in the ledger. It is noon of 21 November 2026 in Tokyo.</summary>
public sealed class ImportOrdersTests
{
    private const string Header = "order_id,customer_id,ordered_at,total,status,refunded,email,phone,name,line_user_id,cost\n";

    private const string History = Header + """
        A3,007,2026-09-03,3000,,,,,,,
        A1,007,2026-01-10,1000,,,old@example.com,０９０－１２３４－５６７８,山田 花子,,400
        A2,007,2026-03-10,2000,,500,new@example.com,,,U0123456789abcdef0123456789abcdef,
        B1,7,2026-05-20T10:00:00+09:00,5000,placed,,,,,,
        G1,,2026-05-21,700,,,Guest@Example.com,,,,

        """;

    [Fact]
    public async Task History_IsKeptAsTheFileSays()
    {
        TestImports files = new(new TestWorld());
        Assert.Equal((5, 0, 0, 0), TestImports.Counts(await files.OrdersAsync(History)));

        CustomerState hanako = await files.StateAsync("007");
        Assert.Equal(
            ("new@example.com", "09012345678", "山田 花子", "U0123456789abcdef0123456789abcdef"),
            (hanako.Customer.Email, hanako.Customer.Phone, hanako.Customer.Name, hanako.Customer.LineUserId));
        Assert.Equal([("A1", 1), ("A2", 2), ("A3", 3)], hanako.Orders.Select(o => (o.Order.OrderId, o.Number!.Value)).Order());
        Order second = hanako.Order("csv", "A2")!.Order;
        Assert.Equal((2000, 500, new DateOnly(2026, 3, 10)), (second.TotalMinor, second.RefundedMinor, second.OrderedOn));
        Assert.Equal(400, hanako.Order("csv", "A1")!.Order.CostMinor);

        LedgerOrder unpaid = Assert.Single((await files.StateAsync("7")).Orders);  // another customer than 007
        Assert.Equal((OrderStatus.Placed, null), (unpaid.Order.Status, unpaid.Number));
        CustomerState guest = await files.Customers.LoadAsync(CustomerIdentity.IdOfGuest("guest@example.com"), default);
        Assert.Equal("G1", Assert.Single(guest.Orders).Order.OrderId);
    }

    [Fact]
    public async Task SameFile_Again_ChangesNoByte()
    {
        TestWorld world = new();
        await new TestImports(world).OrdersAsync(History);
        string[] before = await TestImports.DumpAsync(world);
        world.ShopClock.Advance(TimeSpan.FromDays(3));

        Assert.Equal((0, 0, 5, 0), TestImports.Counts(await new TestImports(world).OrdersAsync(History)));
        Assert.Equal(before, await TestImports.DumpAsync(world));
    }

    [Fact]
    public async Task RowThatDiffers_CorrectsTheOrder_AndTheFirstFileDoesSoAgain()
    {
        TestWorld world = new();
        TestImports files = new(world);
        string other = History.Replace("A2,007,2026-03-10,2000,,500", "A2,007,2026-03-11,2500,cancelled,", StringComparison.Ordinal);
        await files.OrdersAsync(History);

        Assert.Equal((0, 1, 4, 0), TestImports.Counts(await files.OrdersAsync(other)));
        Order corrected = (await files.StateAsync("007")).Order("csv", "A2")!.Order;
        Assert.Equal((2500, 0, OrderStatus.Cancelled, new DateOnly(2026, 3, 11)), (corrected.TotalMinor, corrected.RefundedMinor, corrected.Status, corrected.OrderedOn));

        // At one and the same instant: the clock has not moved.
        Assert.Equal((0, 1, 4, 0), TestImports.Counts(await files.OrdersAsync(History)));
        Order restored = (await files.StateAsync("007")).Order("csv", "A2")!.Order;
        Assert.Equal((2000, 500, OrderStatus.Paid), (restored.TotalMinor, restored.RefundedMinor, restored.Status));
    }

    [Fact]
    public async Task Import_InterruptedAfterAnyEffect_IsCompletedByTheNext()
    {
        string csv = History + "A4,007,2026-11-20,900,,,,,,,\n";
        TestWorld whole = new();
        Fuse count = new(int.MaxValue);
        await new TestImports(whole, count).OrdersAsync(csv);
        string[] expected = await whole.Tables.DumpAsync();
        for (int n = 1; n < count.Used; n++)
        {
            TestWorld world = new();
            await Assert.ThrowsAnyAsync<StorageException>(() => new TestImports(world, new Fuse(n)).OrdersAsync(csv));
            await new TestImports(world).OrdersAsync(csv);
            Assert.Equal(expected, await world.Tables.DumpAsync());
        }
    }

    [Fact]
    public async Task OldHistory_BeginsNoJourney_ARecentOrderDoes()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        TestImports files = new(world);
        await files.OrdersAsync(Header + "A1,7,2026-01-10,1000,,,a@example.com,,,,\nA2,7,2026-11-06,1000,,,,,,,\nA3,7,2026-11-07,1000,,,,,,,\nB1,8,2026-11-06,1000,,,,,,,\n");

        Assert.Equal(["csv|A3"], (await files.StateAsync("7")).Enrollments.Select(e => e.BusinessKey));
        Assert.Empty((await files.StateAsync("8")).Enrollments);
        Assert.Equal(["order csv A3", "order csv B1"], files.Reaction.Calls.Order());  // everybody's rank is placed once

        world.SystemClock.Advance(TimeSpan.FromMinutes(6));
        await shop.SweepAsync();
        await shop.RunAsync();
        Assert.Single(world.Email.Messages);
    }

    [Fact]
    public async Task FileOfAConfiguredSource_MeetsItsWebhooks()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", Told.Account("7", 1, "now@example.com").Bought(Told.Order("A1", 1, OrderStatus.Cancelled) with { Refunds = [Told.Refund("r-1", 300)] }));
        TestImports files = new(world);

        await files.OrdersAsync(Header + "A1,7,2026-11-20,4000,,300,then@example.com,,,,\nA2,7,2026-01-20,4000,,,,,,,\n", FileSource.Of(world.Sources[0]));

        // Nobody knows how old the file is: what the shop itself has told of the order holds, and its refund is not taken off twice.
        CustomerState customer = await shop.StateAsync(Told.Account("7", 1));
        LedgerOrder known = customer.Order(TestWorld.SourceId, "A1")!;
        Assert.Equal((OrderStatus.Cancelled, 5000, 300), (known.Order.Status, known.Order.TotalMinor, known.Order.RefundedMinor));
        Assert.Equal("now@example.com", customer.Customer.Email);
        Assert.Equal(2, customer.Orders.Count);
    }

    [Fact]
    public async Task RefundThatCameAlone_BeforeItsOrder_IsSeenByTheFile()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.RefundIssued("A1", Told.Refund("r-1", 300)));
        await new TestImports(world).OrdersAsync(Header + "A1,7,2026-01-20,4000,,,,,,,\n", FileSource.Of(world.Sources[0]));
        Assert.Equal(300, Assert.Single((await shop.StateAsync(Told.Account("7", 1))).Orders).Order.RefundedMinor);
    }

    [Fact]
    public async Task OrderGivenToAnotherCustomer_StaysWhereItIs()
    {
        TestImports files = new(new TestWorld());
        await files.OrdersAsync(Header + "A1,7,2026-01-20,4000,,,seven@example.com,,,,\n");
        await files.OrdersAsync(Header + "A1,8,2026-01-20,4500,,,eight@example.com,,,,\n");
        CustomerState seven = await files.StateAsync("7");
        Assert.Equal((4500, "seven@example.com"), (Assert.Single(seven.Orders).Order.TotalMinor, seven.Customer.Email));
        Assert.Equal("eight@example.com", (await files.StateAsync("8")).Customer.Email);
    }

    [Fact]
    public async Task GuestAndAccountWithOneAddress_AreOneCustomer_EveryTime()
    {
        HashSet<string> outcomes = [];
        for (int run = 0; run < 10; run++)
        {
            TestWorld world = new();
            await new TestImports(world).OrdersAsync(Header + "A2,7,2026-02-20,4000,,,Same@example.com,,,,\nA1,,2026-01-20,4500,,,same@example.com,,,,\n");
            outcomes.Add(string.Join('\n', await world.Tables.DumpAsync()));
        }

        Assert.Single(outcomes);
        Assert.Equal(2, outcomes.Single().Split('\n').Count(l => l.Contains(" order:csv:A", StringComparison.Ordinal) && l.StartsWith("customers " + CustomerIdentity.IdOfGuest("same@example.com"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rows_ThatNoStoreOrShopCanTake_AreRefusedAlone()
    {
        TestImports files = new(new TestWorld());
        ImportReport report = await files.OrdersAsync(Header + "A1,7,1899-12-31,1,,,,,,,\nA2,7,1900-01-02,1,,,,,,,\nA3,,2026-01-01,1,,,no address,,,,\n");
        Assert.Equal(
            ["2: ordered_at lies before 1900", "4: the row names nobody: customer_id is empty, and email is no address"],
            report.Refused.Select(r => $"{r.Line}: {r.Reason}"));
        Assert.Equal(1, report.Added);
    }

    [Fact]
    public async Task OtherCurrency_IsRefused()
    {
        TestImports files = new(new TestWorld());
        ImportReport report = await files.OrdersAsync("order_id,customer_id,ordered_at,total,currency\nA1,7,2026-01-01,1.50,USD\n");
        Assert.Equal("the amounts are in USD, the shop's currency is JPY (setting Shop:Currency)", Assert.Single(report.Refused).Reason);
    }

    [Fact]
    public async Task ManyOrdersOfOneCustomer_GetTheirNumbers()
    {
        TestImports files = new(new TestWorld());
        IEnumerable<string> rows = Enumerable.Range(0, 120).Select(i => $"O{i},7,{new DateOnly(2025, 1, 1).AddDays(i):yyyy-MM-dd},100,,,,,,,");
        await files.OrdersAsync(Header + string.Join('\n', rows.Reverse()) + "\n");
        Assert.Equal(
            Enumerable.Range(0, 120).Select(i => ($"O{i}", i + 1)),
            (await files.StateAsync("7")).Orders.Select(o => (o.Order.OrderId, o.Number!.Value)).OrderBy(o => o.Value));
    }
}
