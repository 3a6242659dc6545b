using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Parts rows into groups that have no customer in common, so that the groups can be entered side by side with the same
/// result as one after the other.</summary>
public static class BuyerGroups
{
    /// <summary>Rows that share an id or an address are in one group, in the order given.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(string identityKind, IEnumerable<T> rows, Func<T, SourceCustomer> customerOf)
    {
        Dictionary<string, List<T>> groups = new(StringComparer.Ordinal);
        List<(T Row, string Root)> placed = [];
        Roots roots = new();
        foreach (T row in rows)
        {
            // A telephone number decides only where nothing else is known.
            IEnumerable<string> aliases = CustomerIdentity.AliasesOf(identityKind, customerOf(row))
                .Where((alias, index) => index == 0 || !alias.StartsWith("phone:", StringComparison.Ordinal));
            placed.Add((row, roots.Join([.. aliases])));
        }

        foreach ((T row, string any) in placed)
        {
            string root = roots.Of(any);
            if (!groups.TryGetValue(root, out List<T>? group))
            {
                groups[root] = group = [];
            }

            group.Add(row);
        }

        return [.. groups.Values];
    }

    /// <summary>Aliases that belong together, each leading to one of them.</summary>
    private sealed class Roots
    {
        private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

        public string Join(IReadOnlyList<string> aliases)
        {
            string root = aliases.Count > 0 ? Of(aliases[0]) : "";
            foreach (string alias in aliases.Skip(1))
            {
                parents[Of(alias)] = root;
            }

            return root;
        }

        public string Of(string alias)
        {
            string root = alias;
            while (parents.GetValueOrDefault(root, root) is { } parent && parent != root)
            {
                root = parent;
            }

            if (alias.Length > 0)
            {
                parents[alias] = root;  // the next way is shorter
            }

            return root;
        }
    }
}
