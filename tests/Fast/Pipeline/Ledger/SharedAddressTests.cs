using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ledger;

/// <summary>A family behind one address, however its members arrive.</summary>
public sealed class SharedAddressTests
{
    private const string Email = "family@example.com";

    [Fact]
    public async Task TwoAccountsOfASecondShopSystem_WithTheAddressOfOneOfTheFirst_AreNotMerged()
    {
        TestShop shop = new(new TestWorld());
        string? mother = await shop.Aliases.ResolveAsync("shopify", Told.Account("7", 1, Email), default);
        Assert.Equal(mother, await shop.Aliases.ResolveAsync("standard", Told.Account("70", 2, Email), default));
        Assert.NotEqual(mother, await shop.Aliases.ResolveAsync("standard", Told.Account("80", 3, Email), default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TwoAccounts_ClaimingAGuestsAddress_AreTwoCustomersThoughTheFirstWasInterrupted(int effects)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        string? guest = await shop.Aliases.ResolveAsync("scripted", Told.Guest(Email, 1), default);
        await Assert.ThrowsAsync<StorageException>(() => new TestShop(world, new Fuse(effects)).Aliases.ResolveAsync("scripted", Told.Account("7", 2, Email), default));

        string? son = await shop.Aliases.ResolveAsync("scripted", Told.Account("8", 3, Email), default);
        string? mother = await shop.Aliases.ResolveAsync("scripted", Told.Account("7", 2, Email), default);

        Assert.NotEqual(mother, son);
        Assert.Contains(guest, new[] { mother, son });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TwoAccounts_WithOneAddress_AreTwoCustomersThoughTheFirstWasInterrupted(int effects)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await Assert.ThrowsAsync<StorageException>(() => new TestShop(world, new Fuse(effects)).Aliases.ResolveAsync("scripted", Told.Account("7", 2, Email), default));
        string? son = await shop.Aliases.ResolveAsync("scripted", Told.Account("8", 3, Email), default);
        Assert.NotEqual(son, await shop.Aliases.ResolveAsync("scripted", Told.Account("7", 2, Email), default));
    }
}
