using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Writes down everything that is kept of a customer, row by row, so that nothing can be left out.</summary>
public sealed class ExportCustomer(IEntityTables tables, Payloads payloads, IExports exports, ShopSources sources, CustomerAliases aliases)
{
    /// <summary>Stands in the file in the body's place.</summary>
    internal const string LeftOut = "The body concerns several people, or cannot be read as this customer's alone, and is left out.";

    private readonly WebhookPeople people = new(sources, aliases);

    /// <summary>Writes the export.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> RunAsync(string customerId, CancellationToken cancellationToken)
    {
        string name = $"{customerId}.json";
        await exports.WriteAsync(name, StoredJson.Write(await OwnAsync(customerId, cancellationToken)), cancellationToken);
        return name;
    }

    /// <summary>The same in one text, with what lies elsewhere: by what they are known again, why nothing is sent to them, the webhooks that
    /// told of them, and what LINE alone told before they connected their account.</summary>
    public async Task<string> WholeAsync(CustomerState customer, CancellationToken cancellationToken)
    {
        Dictionary<string, List<Dictionary<string, object>>> all = await OwnAsync(customer.CustomerId, cancellationToken);
        all[Tables.Traces] = await TracesAsync(customer.CustomerId, all, cancellationToken);
        all[Tables.Suppressions] = await SuppressionsAsync(customer.Customer, cancellationToken);
        if (EraseCustomer.FriendOf(customer) is { } friendId)
        {
            foreach ((string table, List<Dictionary<string, object>> rows) in await OwnAsync(friendId, cancellationToken))
            {
                all[table].AddRange(rows);
            }
        }

        return StoredJson.Write(all);
    }

    private async Task<Dictionary<string, List<Dictionary<string, object>>>> OwnAsync(string customerId, CancellationToken cancellationToken) => new(StringComparer.Ordinal)
    {
        [Tables.Customers] = await RowsAsync(tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken)),
        [Tables.Payloads] = await RowsAsync(payloads.OfAsync(customerId, cancellationToken)),
    };

    /// <summary>Names by which they are found, and the webhooks behind them: as they arrived where nobody else is in them.</summary>
    private async Task<List<Dictionary<string, object>>> TracesAsync(
        string customerId, Dictionary<string, List<Dictionary<string, object>>> all, CancellationToken cancellationToken)
    {
        CustomerTraces traces = new(tables);
        Inbox inbox = new(tables);
        all[Tables.Inbox] = [];
        foreach (string message in await traces.MessagesAsync(customerId, cancellationToken))
        {
            InboxId id = InboxId.Parse(message)!;
            if (await inbox.FindAsync(id, cancellationToken) is { } kept)
            {
                WebhookRequest request = await inbox.RequestAsync(id, cancellationToken);
                bool isTheirs = await people.AreOneAsync(kept, request, customerId, cancellationToken);
                all[Tables.Inbox].Add(new Dictionary<string, object>
                {
                    ["Row"] = message,
                    ["ReceivedAt"] = kept.ReceivedAt,
                    [isTheirs ? "Body" : "Note"] = isTheirs ? Encoding.UTF8.GetString(request.Body.Span) : LeftOut,
                });
            }
        }

        return [.. (await traces.AliasesAsync(customerId, cancellationToken)).Select(a => new Dictionary<string, object> { ["Row"] = a })];
    }

    private async Task<List<Dictionary<string, object>>> SuppressionsAsync(Customer customer, CancellationToken cancellationToken)
    {
        List<Dictionary<string, object>> rows = [];
        foreach ((Channel channel, string? address) in new[] { (Channel.Email, customer.Email), (Channel.Line, customer.LineUserId) })
        {
            if (address is not null)
            {
                string partition = Suppressions.PartitionOf(channel, address);
                rows.AddRange(await RowsAsync(tables.QueryAllAsync(new EntityQuery(Tables.Suppressions, partition), cancellationToken)));
            }
        }

        return rows;
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
