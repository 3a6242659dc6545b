using System.Text;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Privacy;

/// <summary>Somebody asks to be forgotten.</summary>
public sealed class ErasureTests
{
    private const string Line = "U0123456789abcdef0123456789abcdef";

    /// <summary>All that must be found nowhere afterwards, the hash of an address included.</summary>
    private static readonly string[] Personal =
    [
        "hanako@example.com", "09012345678", "花子", "ハナコ", Line, "100-0001", "1985-04-12", "美味しい", "customer-7",
        OpaqueId.Of(26, "hanako@example.com"), OpaqueId.Of(26, "former@example.com"), OpaqueId.Of(26, Line),
        OpaqueId.Of(26, "09012345678"), "body of old", "body of bought", "body of answered",
    ];

    private static readonly SourceCustomer Hanako = Told.Account("customer-7", 1, "hanako@example.com").Agreeing(1) with
    {
        Name = "山田 花子",
        Kana = "ハナコ",
        Phone = "09012345678",
        LineUserId = Line,
        PostalCode = "1000001",
        Birthday = new Birthday(4, 12, 1985),
    };

    private static readonly SourceCustomer Jiro = Told.Account("8", 1, "jiro@example.com");

    [Fact]
    public async Task Erased_NothingPersonalIsLeftAnywhere_AndAmountsStay()
    {
        (TestWorld world, TestShop shop, string customerId) = await LivedAsync();
        Assert.All(Personal, p => Assert.Contains(p, Everything(world), StringComparison.Ordinal));

        Assert.Equal(InboxState.Processed, await EraseAsync(shop, "erase"));

        Assert.All(Personal, p => Assert.DoesNotContain(p, Everything(world), StringComparison.Ordinal));
        CustomerState state = await shop.Customers.LoadAsync(customerId, default);
        Assert.Equal(5000, Assert.Single(state.Orders).Order.TotalMinor);
        Assert.Equal(("survey", null), (Assert.Single(state.Events).Type, state.Events[0].Value));
        Assert.Equal(EndReason.Erased, Assert.Single(state.Enrollments).End);
        Assert.Single(state.Sends);
        Assert.All(["jiro@example.com", "body of other"], p => Assert.Contains(p, Everything(world), StringComparison.Ordinal));
        Assert.DoesNotContain("body of erase", Everything(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_NothingIsSentAnyMore()
    {
        (TestWorld world, TestShop shop, _) = await LivedAsync();
        int before = world.Messages().Length;
        await EraseAsync(shop, "erase");
        world.ShopClock.Advance(TimeSpan.FromDays(10));
        await shop.RunAsync();
        Assert.Equal(before, world.Messages().Length);
    }

    [Fact]
    public async Task Erased_Again_ChangesNothing()
    {
        (TestWorld world, TestShop shop, _) = await LivedAsync();
        await EraseAsync(shop, "erase");
        string[] tables = [Tables.Customers, Tables.Aliases, Tables.Indexes, Tables.Traces, Tables.Payloads, Tables.Outbox];
        string[] before = await world.Tables.DumpAsync(tables);
        Assert.Equal(InboxState.Ignored, await EraseAsync(shop, "again"));
        Assert.Equal(before, await world.Tables.DumpAsync(tables));
    }

    [Fact]
    public async Task Erasure_InterruptedAfterAnyEffect_IsCompletedByTheNext()
    {
        (TestWorld whole, _, _) = await LivedAsync();
        Fuse count = new(int.MaxValue);
        await EraseAsync(new TestShop(whole, count), "erase");
        Assert.InRange(count.Used, 10, 60);
        for (int n = 1; n < count.Used; n++)
        {
            (TestWorld world, _, string customerId) = await LivedAsync();
            await Assert.ThrowsAnyAsync<StorageException>(() => EraseAsync(new TestShop(world, new Fuse(n)), "erase"));
            await EraseAsync(new TestShop(world), "erase");
            string left = Everything(world);
            Assert.All(Personal, p => Assert.DoesNotContain(p, left, StringComparison.Ordinal));
            Assert.True((await new TestShop(world).Customers.LoadAsync(customerId, default)).Customer.IsForgotten);
        }
    }

    [Fact]
    public async Task MessageWrittenBeforeTheErasure_BringsNothingBack_OneAfterItDoes()
    {
        (TestWorld world, TestShop shop, string customerId) = await LivedAsync();
        await EraseAsync(shop, "erase");
        await shop.TellAsync("late", new ShopEvent.CustomerChanged(Hanako));
        CustomerState late = await shop.Customers.LoadAsync(customerId, default);
        Assert.True(late.Customer.IsForgotten);
        Assert.Empty(late.Consents);

        int minute = (int)(world.ShopClock.GetUtcNow() - Told.Noon).TotalMinutes + 1;
        await shop.TellAsync("back", new ShopEvent.CustomerChanged(Hanako with { UpdatedAt = Told.At(minute), Consents = [], Email = "returned@example.com" }));
        CustomerState back = await shop.Customers.LoadAsync(customerId, default);
        Assert.Equal(("returned@example.com", 0), (back.Customer.Email, back.Consents.Count));

        await EraseAsync(shop, "erase-again");
        Assert.DoesNotContain("returned@example.com", Everything(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldFile_DoesNotBringBackWhoWasErased()
    {
        TestWorld world = new();
        const string Csv = "customer_id,name,registered_at\n7,花子,2026-01-01\n";
        TestImports files = new(world);
        FileSource source = FileSource.Of(world.Sources[0]);
        await files.CustomersAsync(Csv, source);
        TestShop shop = new(world);
        await shop.TellAsync("erase", new ShopEvent.CustomerErased(Told.Account("7", 1), []));

        ImportReport report = await files.CustomersAsync(Csv, source);
        Assert.Equal("the customer has asked to be forgotten; a row is taken again with a registered_at after that", Assert.Single(report.Refused).Reason);
        Assert.DoesNotContain("花子", Everything(world), StringComparison.Ordinal);
        Assert.Equal(1, (await files.CustomersAsync(Csv.Replace("2026-01-01", "2026-11-22", StringComparison.Ordinal), source)).Updated);
    }

    [Fact]
    public async Task DataRequest_LaysDownEverythingForTheOperator()
    {
        (TestWorld world, TestShop shop, string customerId) = await LivedAsync();
        Assert.Equal(InboxState.Processed, await shop.TellAsync("data", new ShopEvent.DataRequested(Told.Account("customer-7", 1), [])));
        string export = world.Exports.Files[customerId + ".json"];
        Assert.All(["hanako@example.com", "山田 花子", "1985-04-12", "美味しい", "o-1", "様"], p => Assert.Contains(p, export, StringComparison.Ordinal));
        Assert.DoesNotContain("jiro@example.com", export, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OfNobodyWhoIsKnown_IsIgnoredAndForgotten()
    {
        TestWorld world = new();
        TestShop shop = new(world);
        Assert.Equal(InboxState.Ignored, await shop.TellAsync("data", new ShopEvent.DataRequested(Jiro, [])));
        Assert.Equal(InboxState.Ignored, await shop.TellAsync("erase", new ShopEvent.CustomerErased(Jiro, [])));
        Assert.Equal(InboxState.Ignored, await shop.TellAsync("leave", new ShopEvent.ShopErased("midori")));
        Assert.Empty(world.Exports.Files);
        Assert.DoesNotContain("body of", Everything(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShopThatLeaves_IsExportedAndErasedAsAWhole()
    {
        (TestWorld world, TestShop shop, string customerId) = await LivedAsync();
        Assert.Equal(InboxState.Processed, await shop.TellAsync("leave", new ShopEvent.ShopErased("midori")));
        string left = Everything(world);
        Assert.All([.. Personal, "jiro@example.com"], p => Assert.DoesNotContain(p, left, StringComparison.Ordinal));
        Assert.Equal(2, world.Exports.Files.Count);
        Assert.Contains("hanako@example.com", world.Exports.Files[customerId + ".json"], StringComparison.Ordinal);
    }

    /// <summary>A customer who has moved, bought, been written to and answered; and another one.</summary>
    private static async Task<(TestWorld World, TestShop Shop, string CustomerId)> LivedAsync()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Thanks);
        await shop.TellAsync("old", new ShopEvent.CustomerChanged(Told.Account("customer-7", 0, "former@example.com")));
        await shop.TellAsync("bought", Hanako.Bought(Told.Order("o-1", 1)));
        await shop.TellAsync("answered", new ShopEvent.EventTold(Told.Account("customer-7", 1), new SourceEvent("survey", Told.At(1), "美味しい")));
        await shop.TellAsync("other", new ShopEvent.CustomerChanged(Jiro));
        await shop.RunAsync();
        foreach (OutgoingMessage message in world.Email.Calls.Concat(world.Line.Calls))
        {
            await shop.Copies.AddAsync(message, default);
        }

        world.ShopClock.Advance(TimeSpan.FromDays(1));
        return (world, shop, CustomerIdentity.IdOf(world.Source.Kind, "customer-7"));
    }

    private static async Task<InboxState?> EraseAsync(TestShop shop, string id) =>
        await shop.TellAsync(id, new ShopEvent.CustomerErased(Told.Account("customer-7", 1, "hanako@example.com"), []));

    /// <summary>Every row of every table, bodies as the text that they are.</summary>
    private static string Everything(TestWorld world)
    {
        string dump = string.Join('\n', world.Tables.DumpAsync().GetAwaiter().GetResult());
        IEnumerable<string> bodies = dump.Split("Bytes=").Skip(1).Select(b => Encoding.UTF8.GetString(Convert.FromHexString(b.Split(' ', '\n')[0])));
        return string.Join('\n', [dump, .. bodies]);
    }
}
