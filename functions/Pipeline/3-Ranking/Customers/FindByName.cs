using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Finds customers by the beginning of their name, or of its reading; changes nothing.</summary>
public sealed class FindByName(IEntityTables tables, ListCustomers list)
{
    /// <summary>A page of those who are called so, in an order that means nothing and stays.</summary>
    public Task<ListPage<ListedCustomer>> PageAsync(string text, RankModel model, ListRange range, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> wanted = NameTokens.Wanted(text);
        if (wanted.Count == 0)
        {
            return Task.FromResult(new ListPage<ListedCustomer>([], null));
        }

        string first = NameTokens.BucketOf(string.Concat(wanted));
        string second = NameTokens.BucketOf(wanted.MaxBy(w => w.Length)!);  // of a name whose parts stand the other way round
        string[] partitions = [.. new[] { first, second }.Distinct(StringComparer.Ordinal).Select(NameIndex.PartitionOf)];
        return PartitionWalk.Over(tables, Tables.Names).PageAsync(partitions, range, ItemAsync, cancellationToken);

        async Task<ListedCustomer?> ItemAsync(Entity row, CancellationToken token)
        {
            if (!NameTokens.AreMeant(NameIndex.TokensOf(row), wanted) || await list.FindAsync(row.RowKey, model, token) is not { } found)
            {
                return null;
            }

            IReadOnlyList<string> tokens = NameTokens.Of(found.Customer);
            bool isListedBefore = row.PartitionKey != partitions[0] && tokens.Any(t => NameTokens.BucketOf(t) == first);
            return !isListedBefore && NameTokens.AreMeant(tokens, wanted) ? found : null;
        }
    }
}
