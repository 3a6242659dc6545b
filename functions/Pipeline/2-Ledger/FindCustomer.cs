using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Finds customers by what people know of them; changes nothing.</summary>
public sealed class FindCustomer(IEntityTables tables, ShopSources sources)
{
    /// <summary>The kind under which files are read in that name no configured source.</summary>
    private const string FileKind = "csv";

    /// <summary>Our own id, a shop system's, an e-mail address, a phone number or a LINE user id.</summary>
    /// <returns>Nobody, or several where shop systems count their customers alike; sorted.</returns>
    public async Task<IReadOnlyList<string>> ByAsync(string text, CancellationToken cancellationToken)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        if (IsKey(text) && await tables.ReadAsync(Tables.Customers, text, CustomerRows.ProfileKey, cancellationToken) is not null)
        {
            found.Add(text);
        }

        foreach (string alias in AliasesOf(text))
        {
            if ((await tables.ReadAsync(Tables.Aliases, alias, CustomerAliases.CustomerRow, cancellationToken))?.Text("CustomerId") is { } customerId)
            {
                found.Add(customerId);
            }
        }

        return [.. found];
    }

    private IEnumerable<string> AliasesOf(string text)
    {
        SourceCustomer address = new() { Email = text, Phone = text, LineUserId = text, UpdatedAt = default };
        IEnumerable<string> kinds = sources.All.Select(s => s.IdentityKind).Append(FileKind).Distinct();
        return kinds.SelectMany(k => CustomerIdentity.AliasesOf(k, address with { ExternalId = text })).Distinct();
    }

    /// <summary>Whether the store can have such a key at all.</summary>
    private static bool IsKey(string text) => text.Length is > 0 and <= 100 && text.All(char.IsAsciiLetterOrDigit);
}
