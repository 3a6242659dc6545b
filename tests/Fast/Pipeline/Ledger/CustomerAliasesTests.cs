using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ledger;

/// <summary>Who is whom.</summary>
public sealed class CustomerAliasesTests
{
    private const string Email = "family@example.com";

    private readonly TestWorld world = new();
    private readonly TestShop shop;

    public CustomerAliasesTests() => shop = new TestShop(world);

    [Fact]
    public async Task NewAccount_GetsTheIdThatItsSourceIdGives()
    {
        // c + 25 base32 characters of SHA-256 of "shopify|7", by Python's hashlib and base64.
        Assert.Equal("c6msub2tz4uuxtws4o4w365ujy", await IdAsync(Told.Account("7", 1), "shopify"));
    }

    [Fact]
    public async Task Guest_WhoRegistersLater_StaysOneCustomer()
    {
        string? guest = await IdAsync(Told.Guest(Email, 1));
        string? account = await IdAsync(Told.Account("7", 2, " Family@Example.com "));
        Assert.Equal(guest, account);
        Assert.Equal(guest, await IdAsync(Told.Account("7", 3)));
        Assert.Equal(guest, await IdAsync(Told.Guest(Email, 4)));
    }

    [Fact]
    public async Task Account_WhoBuysAsGuestLater_StaysOneCustomer()
    {
        string? account = await IdAsync(Told.Account("7", 1, Email));
        Assert.Equal(account, await IdAsync(Told.Guest(Email, 2)));
    }

    [Fact]
    public async Task TwoAccounts_WithOneAddress_AreTwoCustomers()
    {
        string? mother = await IdAsync(Told.Account("7", 1, Email));
        string? son = await IdAsync(Told.Account("8", 2, Email));
        Assert.NotEqual(mother, son);
        Assert.Equal(mother, await IdAsync(Told.Account("7", 3, Email)));
        Assert.Equal(son, await IdAsync(Told.Account("8", 4, Email)));
    }

    [Fact]
    public async Task TwoAccounts_WithOneAddressThatAGuestHadBefore_AreTwoCustomers()
    {
        string? guest = await IdAsync(Told.Guest(Email, 1));
        Assert.Equal(guest, await IdAsync(Told.Account("7", 2, Email)));
        Assert.NotEqual(guest, await IdAsync(Told.Account("8", 3, Email)));
    }

    [Fact]
    public async Task SameIdInTwoKindsOfShopSystem_IsTwoCustomersUnlessAnAddressJoinsThem()
    {
        Assert.NotEqual(await IdAsync(Told.Account("7", 1), "shopify"), await IdAsync(Told.Account("7", 1), "standard"));
        Assert.Equal(await IdAsync(Told.Account("9", 1, Email), "shopify"), await IdAsync(Told.Account("10", 1, Email), "standard"));
    }

    [Fact]
    public async Task GuestsOfOneHouse_WithOneTelephone_AreTwoCustomers()
    {
        SourceCustomer mother = Told.Guest("mother@example.com", 1) with { Phone = "075-123-4567" };
        SourceCustomer son = Told.Guest("son@example.com", 2) with { Phone = "+81 75 123 4567" };
        Assert.NotEqual(await IdAsync(mother), await IdAsync(son));
        Assert.Equal(await IdAsync(mother), await IdAsync(new SourceCustomer { Phone = "0751234567", UpdatedAt = Told.Noon }));
    }

    [Fact]
    public async Task LineFriend_WhoBuys_StaysOneCustomer()
    {
        const string Line = "U0123456789abcdef0123456789abcdef";
        string? friend = await IdAsync(new SourceCustomer { LineUserId = Line, UpdatedAt = Told.Noon });
        Assert.Equal(friend, await IdAsync(Told.Account("7", 2, Email) with { LineUserId = Line }));
        Assert.Equal(friend, await IdAsync(Told.Guest(Email, 3)));
    }

    [Fact]
    public async Task Nobody_HasNoId()
    {
        Assert.Null(await IdAsync(new SourceCustomer { Email = "not an address", Phone = "110", Name = "山田", UpdatedAt = Told.Noon }));
        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task Keys_HoldNoAddressNoNumberNoName()
    {
        await shop.TellAsync("w", (Told.Account("7", 1, "hanako@example.com") with { Phone = "090-1234-5678", Name = "山田" }).Agreeing(1).Bought(Told.Order("o-1", 1)));
        string[] keys = [.. (await world.Tables.DumpAsync()).Select(r => string.Join(' ', r.Split(' ')[..3]))];
        Assert.NotEmpty(keys);
        Assert.DoesNotContain(keys, k => k.Contains("hanako", StringComparison.Ordinal) || k.Contains("1234", StringComparison.Ordinal) || k.Contains("山田", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GuestAndAccount_ArrivingAtOnce_EachKeepTheirIdForEver()
    {
        // The account's own alias is written; then, before its address, the guest arrives.
        TestShop other = new(world);
        string? guest = null;
        world.Tables.Interrupt((table, changes) => table == Tables.Aliases && changes[0] is EntityChange.Insert { Entity.PartitionKey: ['e', ..] }, async () =>
            guest = await other.Aliases.ResolveAsync("scripted", Told.Guest(Email, 1), default));

        string? account = await IdAsync(Told.Account("7", 1, Email));

        Assert.NotNull(guest);
        Assert.Equal(account, await IdAsync(Told.Account("7", 2, Email)));
        Assert.Equal(guest, await IdAsync(Told.Guest(Email, 2)));
    }

    private Task<string?> IdAsync(SourceCustomer said, string kind = "scripted") => shop.Aliases.ResolveAsync(kind, said, default);
}
