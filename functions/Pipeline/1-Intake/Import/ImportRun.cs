using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Enters the rows of a file customer by customer, many customers side by side.</summary>
internal static class ImportRun
{
    public const string Nobody = "the row names nobody: customer_id is empty, and email is no address";

    /// <summary>Different customers are different partitions, and the store writes together what comes at the same moment.</summary>
    private const int CustomersAtOnce = 64;

    /// <summary>No store keeps earlier times, and no shop's records are so old.</summary>
    private const int YearMin = 1900;

    /// <summary>Finds the customer behind each row and enters a customer's rows together, in the order given.</summary>
    /// <param name="enter">Gets a customer, and their rows.</param>
    public static Task RunAsync<T>(
        CustomerAliases aliases,
        FileSource source,
        IEnumerable<T> rows,
        Func<T, SourceCustomer> customerOf,
        Func<string?, IReadOnlyList<T>, CancellationToken, Task> enter,
        CancellationToken cancellationToken)
    {
        return SideBySideAsync(BuyerGroups.Of(source.IdentityKind, rows, customerOf), EnterAsync, cancellationToken);

        async Task EnterAsync(IReadOnlyList<T> group, CancellationToken token)
        {
            Dictionary<string, string?> found = new(StringComparer.Ordinal);
            List<(T Row, string? CustomerId)> named = [];
            foreach (T row in group)
            {
                SourceCustomer customer = customerOf(row);
                string key = string.Join(' ', CustomerIdentity.AliasesOf(source.IdentityKind, customer));
                if (!found.TryGetValue(key, out string? customerId))
                {
                    found[key] = customerId = await aliases.ResolveAsync(source.IdentityKind, customer, token);
                }

                named.Add((row, customerId));
            }

            foreach (IGrouping<string?, T> theirs in named.GroupBy(n => n.CustomerId, n => n.Row))
            {
                await enter(theirs.Key, [.. theirs], token);
            }
        }
    }

    /// <summary>Works on parts that have no customer in common.</summary>
    public static Task SideBySideAsync<T>(IReadOnlyCollection<T> parts, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (parts.Count == 1)
        {
            return work(parts.First(), cancellationToken);
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = CustomersAtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(parts, options, async (part, token) => await work(part, token));
    }

    /// <summary>Why a time cannot be used; null when it can.</summary>
    public static string? FaultOf(string column, DateTimeOffset? at) =>
        at?.Year < YearMin ? $"{column} lies before {YearMin}" : null;
}
