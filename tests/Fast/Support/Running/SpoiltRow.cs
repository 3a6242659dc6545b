using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A row of a customer whose order cannot be read any more: nothing can be done for them until it is mended.</summary>
internal sealed class SpoiltRow
{
    private readonly TestTables tables;
    private readonly Entity order;

    private SpoiltRow(TestTables tables, Entity order)
    {
        this.tables = tables;
        this.order = order;
    }

    public static async Task<SpoiltRow> OfAsync(TestWorld world, string customerId)
    {
        List<Entity> rows = [];
        await foreach (Entity row in world.Tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), default))
        {
            rows.Add(row);
        }

        SpoiltRow spoilt = new(world.Tables, rows.First(r => r.RowKey.StartsWith("order:", StringComparison.Ordinal)));
        Dictionary<string, object> properties = new(spoilt.order.Properties, StringComparer.Ordinal) { ["OrderedOn"] = "soon" };
        await spoilt.PutAsync(spoilt.order with { Properties = properties });
        await spoilt.PutAsync(rows.Single(r => r.RowKey == "profile"));  // as whoever writes a customer does: what is remembered of them is out of date
        return spoilt;
    }

    public Task MendAsync() => PutAsync(order);

    private async Task PutAsync(Entity row) =>
        Assert.True(await tables.WriteAsync(Tables.Customers, order.PartitionKey, new EntityChange.Put(row), default));
}
