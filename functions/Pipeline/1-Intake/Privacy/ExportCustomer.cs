using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Writes down everything that is kept of a customer, row by row, so that nothing can be left out.</summary>
public sealed class ExportCustomer(IEntityTables tables, Payloads payloads, IExports exports)
{
    /// <summary>Writes the export.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> RunAsync(string customerId, CancellationToken cancellationToken)
    {
        Dictionary<string, List<Dictionary<string, object>>> all = new(StringComparer.Ordinal)
        {
            [Tables.Customers] = await RowsAsync(tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken)),
            [Tables.Payloads] = await RowsAsync(payloads.OfAsync(customerId, cancellationToken)),
        };
        string name = $"{customerId}.json";
        await exports.WriteAsync(name, StoredJson.Write(all), cancellationToken);
        return name;
    }

    private static async Task<List<Dictionary<string, object>>> RowsAsync(IAsyncEnumerable<Entity> kept)
    {
        List<Dictionary<string, object>> rows = [];
        await foreach (Entity row in kept)
        {
            rows.Add(new Dictionary<string, object>(row.Properties) { ["Row"] = row.RowKey });
        }

        return rows;
    }
}
