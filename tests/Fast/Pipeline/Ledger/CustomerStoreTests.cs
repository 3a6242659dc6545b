using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ledger;

/// <summary>What a store remembers of customers never hides what another process has written.</summary>
public sealed class CustomerStoreTests
{
    private readonly TestWorld world = new();

    [Fact]
    public async Task Load_AfterAnotherProcessWrote_SeesIt()
    {
        CustomerStore here = new(world.Tables);
        CustomerStore there = new(world.Tables);
        await NameAsync(here, "Hanako");
        Assert.Equal("Hanako", (await here.LoadAsync("c1", default)).Customer.Name);
        await NameAsync(there, "Taro");
        Assert.Equal("Taro", (await here.LoadAsync("c1", default)).Customer.Name);
        Assert.Equal("Taro", await NameAsync(here, "Jiro"));  // what the rule saw
    }

    [Fact]
    public async Task Load_SomebodyUnknown_IsReadEveryTime()
    {
        CustomerStore here = new(world.Tables);
        Assert.Null((await here.LoadAsync("c1", default)).Profile);
        await NameAsync(new CustomerStore(world.Tables), "Hanako");
        Assert.Equal("Hanako", (await here.LoadAsync("c1", default)).Customer.Name);
    }

    [Fact]
    public async Task Read_IsNotDeceivedByWhatIsRemembered()
    {
        CustomerStore here = new(world.Tables);
        await NameAsync(here, "Hanako");
        await here.LoadAsync("c1", default);
        Entity forged = new("c1", "enrollment:forged") { Properties = new PropertyDictionary { { "Broken", true } } };
        await world.Tables.WriteAsync(Tables.Customers, "c1", new EntityChange.Insert(forged), default);
        await Assert.ThrowsAnyAsync<Exception>(() => here.ReadAsync("c1", default));
    }

    [Fact]
    public async Task Load_MoreCustomersThanAreRemembered_FindsEach()
    {
        CustomerStore here = new(world.Tables);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 3_000; i++)
            {
                string id = $"c{i}";
                Assert.Equal(round == 0 ? null : id, await NameAsync(here, id, id));
            }
        }
    }

    /// <returns>The name before.</returns>
    private static Task<string?> NameAsync(CustomerStore customers, string name, string id = "c1") => customers.ChangeAsync(
        id,
        (state, _) => Task.FromResult(new CustomerChange<string?>(state.Customer.Name, state.Customer with { Name = name, UpdatedAt = DateTimeOffset.UnixEpoch }, [])),
        default);
}
