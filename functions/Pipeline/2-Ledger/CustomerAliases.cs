using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Finds the customer behind what a source says. A source's own id is certain; an e-mail address or a LINE id leads to a customer
/// only when the source has no other customer there: two members of a family may share an address.</summary>
public sealed class CustomerAliases(IEntityTables tables)
{
    private const string CustomerRow = "customer";

    /// <summary>The customer's permanent id, under which everything the source said is known from now on.</summary>
    /// <returns>Null when the source names nobody: no id, no address.</returns>
    public async Task<string?> ResolveAsync(string sourceKind, SourceCustomer said, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> aliases = CustomerIdentity.AliasesOf(sourceKind, said);
        if (NewIdOf(sourceKind, said) is not { } newId)
        {
            return null;
        }

        string customerId = await FindAsync(sourceKind, said, aliases, cancellationToken) ?? newId;
        foreach (string alias in aliases)
        {
            Entity kept = await KeepAsync(Row(alias, customerId, sourceKind, said), cancellationToken);
            customerId = alias == aliases[0] ? kept.Text("CustomerId")! : customerId;
        }

        return customerId;
    }

    /// <summary>The alias as it is kept: the first customer keeps an address, so two that arrive together agree on one of them.
    /// A guest's address becomes that of the first account that claims it.</summary>
    private async Task<Entity> KeepAsync(Entity row, CancellationToken cancellationToken)
    {
        if (await tables.WriteAsync(Tables.Aliases, row.PartitionKey, new EntityChange.Insert(row), cancellationToken))
        {
            return row;
        }

        Entity known = await tables.ReadAsync(Tables.Aliases, row.PartitionKey, CustomerRow, cancellationToken) ?? row;
        bool isClaim = known.Text("ExternalId") is null && row.Text("ExternalId") is not null && known.Text("CustomerId") == row.Text("CustomerId");
        if (isClaim)
        {
            await tables.WriteAsync(Tables.Aliases, row.PartitionKey, new EntityChange.Replace(row with { ETag = known.ETag }), cancellationToken);
        }

        return known;
    }

    /// <summary>The id for somebody who is not known yet: of a guest, the strongest address.</summary>
    private static string? NewIdOf(string sourceKind, SourceCustomer said) => said switch
    {
        { ExternalId: { } externalId } => CustomerIdentity.IdOf(sourceKind, externalId),
        _ when CustomerIdentity.NormalizeEmail(said.Email) is { } email => CustomerIdentity.IdOfGuest(email),
        _ when CustomerIdentity.NormalizeLineUserId(said.LineUserId) is { } line => CustomerIdentity.IdOf("line", line),
        _ when CustomerIdentity.NormalizePhone(said.Phone) is { } phone => CustomerIdentity.IdOf("phone", phone),
        _ => null,
    };

    private async Task<string?> FindAsync(string sourceKind, SourceCustomer said, IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        foreach (string alias in aliases)
        {
            bool isPhone = alias.StartsWith("phone:", StringComparison.Ordinal);
            if (isPhone && aliases.Count > 1)
            {
                continue;  // a household shares its number: it decides only where nothing else is known
            }

            if (await tables.ReadAsync(Tables.Aliases, alias, CustomerRow, cancellationToken) is { } row && IsSame(sourceKind, said, alias, row))
            {
                return row.Text("CustomerId");
            }
        }

        return null;
    }

    /// <summary>An address under which the same kind of source knows another id belongs to another customer.</summary>
    private static bool IsSame(string sourceKind, SourceCustomer said, string alias, Entity row) =>
        alias.StartsWith("source:", StringComparison.Ordinal)
        || said.ExternalId is null
        || row.Text("SourceKind") is not { } kind
        || kind != sourceKind
        || row.Text("ExternalId") == said.ExternalId;

    private static Entity Row(string alias, string customerId, string sourceKind, SourceCustomer said) => new EntityProperties()
        .Set("CustomerId", customerId)
        .Set("SourceKind", said.ExternalId is null ? null : sourceKind)
        .Set("ExternalId", said.ExternalId)
        .Row(alias, CustomerRow);
}
