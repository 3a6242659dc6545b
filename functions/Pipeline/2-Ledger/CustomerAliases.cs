using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Finds the customer behind what a source says. A source's own id is certain; an e-mail address or a LINE id leads to a customer
/// only when the source has no other customer there: two members of a family may share an address.</summary>
/// <remarks>Beside the row that leads to the customer, an address has a row for each kind of source: the account there that came first.</remarks>
public sealed class CustomerAliases(IEntityTables tables)
{
    /// <summary>The row of an alias that leads to its customer.</summary>
    internal const string CustomerRow = "customer";
    private const string SourcePrefix = "source:";

    private readonly CustomerTraces traces = new(tables);
    private readonly KnownCustomers known = new(tables);

    /// <summary>The customer's permanent id, under which everything the source said is known from now on.</summary>
    /// <returns>Null when the source names nobody: no id, no address.</returns>
    public async Task<string?> ResolveAsync(string sourceKind, SourceCustomer said, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> aliases = CustomerIdentity.AliasesOf(sourceKind, said);
        if (NewIdOf(sourceKind, said) is not { } newId)
        {
            return null;
        }

        string? found = await FindAsync(sourceKind, said, aliases, cancellationToken);
        if (found is null)
        {
            await known.AddAsync(newId, cancellationToken);
        }

        string customerId = found ?? newId;
        foreach (string alias in aliases)
        {
            string kept = await KeepAsync(sourceKind, alias, customerId, ClaimOf(sourceKind, said, alias), cancellationToken);
            customerId = alias == aliases[0] ? kept : customerId;
        }

        return customerId;
    }

    /// <summary>The customer whom the source means, without making one known: by the source's own id, of a guest by the address.</summary>
    /// <returns>Null when nobody is known so.</returns>
    public async Task<string?> LookUpAsync(string sourceKind, SourceCustomer said, CancellationToken cancellationToken) =>
        CustomerIdentity.AliasesOf(sourceKind, said) is [var strongest, ..] ? await CustomerOfAsync(strongest, cancellationToken) : null;

    /// <summary>The customer to whom a name leads.</summary>
    /// <returns>Null when it leads to nobody.</returns>
    public Task<string?> FindAsync(string alias, CancellationToken cancellationToken) => CustomerOfAsync(alias, cancellationToken);

    /// <summary>Lets a name lead to another customer from now on.</summary>
    /// <param name="from">To whom it leads now, unless to nobody; null for nobody.</param>
    /// <returns>False when it leads to somebody else by now.</returns>
    public async Task<bool> GiveAsync(string alias, string? from, string to, CancellationToken cancellationToken)
    {
        await known.AddAsync(to, cancellationToken);
        await traces.AddAliasAsync(to, alias, cancellationToken);
        Entity? row = await tables.ReadAsync(Tables.Aliases, alias, CustomerRow, cancellationToken);
        if (row?.Text("CustomerId") == to)
        {
            return true;
        }

        if (row is not null && row.Text("CustomerId") != from)
        {
            return false;
        }

        Entity given = new EntityProperties().Set("CustomerId", to).Row(alias, CustomerRow, row?.ETag);
        EntityChange change = row is null ? new EntityChange.Insert(given) : new EntityChange.Replace(given);
        return await tables.WriteAsync(Tables.Aliases, alias, change, cancellationToken);
    }

    /// <summary>Forgets a name of the customer, with the accounts that have it; one that is another's stays.</summary>
    public async Task RemoveAsync(string alias, string customerId, CancellationToken cancellationToken)
    {
        if (await CustomerOfAsync(alias, cancellationToken) != customerId)
        {
            return;
        }

        List<EntityChange> rows = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Aliases, alias), cancellationToken))
        {
            rows.Add(new EntityChange.Delete(row.RowKey));
        }

        await tables.WriteAsync(Tables.Aliases, alias, rows, cancellationToken);
    }

    /// <summary>The customer whose the alias is: the first one keeps it, so two that arrive together agree on one of them.</summary>
    private async Task<string> KeepAsync(string sourceKind, string alias, string customerId, Entity? claim, CancellationToken cancellationToken)
    {
        if (await CustomerOfAsync(alias, cancellationToken) is { } known)
        {
            return known;
        }

        await traces.AddAliasAsync(customerId, alias, cancellationToken);
        if (alias.StartsWith(SourcePrefix, StringComparison.Ordinal))
        {
            await traces.AddSourceAsync(sourceKind, customerId, cancellationToken);
        }

        Entity row = new EntityProperties().Set("CustomerId", customerId).Row(alias, CustomerRow);
        EntityChange[] rows = claim is null ? [new EntityChange.Insert(row)] : [new EntityChange.Insert(row), new EntityChange.Insert(claim)];
        return await tables.WriteAsync(Tables.Aliases, alias, rows, cancellationToken) is WriteOutcome.Written
            ? customerId
            : await CustomerOfAsync(alias, cancellationToken) ?? customerId;
    }

    private async Task<string?> CustomerOfAsync(string alias, CancellationToken cancellationToken) =>
        (await tables.ReadAsync(Tables.Aliases, alias, CustomerRow, cancellationToken))?.Text("CustomerId");

    /// <summary>The id for somebody who is not known yet: of a guest, the strongest address.</summary>
    private static string? NewIdOf(string sourceKind, SourceCustomer said) => said switch
    {
        { ExternalId: { } externalId } => CustomerIdentity.IdOf(sourceKind, externalId),
        _ when CustomerIdentity.NormalizeEmail(said.Email) is { } email => CustomerIdentity.IdOfGuest(email),
        _ when CustomerIdentity.NormalizeLineUserId(said.LineUserId) is { } line => CustomerIdentity.IdOfFriend(line),
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

            if (await tables.ReadAsync(Tables.Aliases, alias, CustomerRow, cancellationToken) is { } row
                && await IsClaimedAsync(ClaimOf(sourceKind, said, alias), cancellationToken))
            {
                return row.Text("CustomerId");
            }
        }

        return null;
    }

    /// <summary>Claims the address before anything else is written: false when another account of the same kind of source has it,
    /// which is then another customer.</summary>
    private async Task<bool> IsClaimedAsync(Entity? claim, CancellationToken cancellationToken) =>
        claim is null
        || await tables.WriteAsync(Tables.Aliases, claim.PartitionKey, new EntityChange.Insert(claim), cancellationToken)
        || (await tables.ReadAsync(Tables.Aliases, claim.PartitionKey, claim.RowKey, cancellationToken))?.Text("ExternalId") == claim.Text("ExternalId");

    /// <summary>The row by which an account has an address; null for a guest, who claims nothing and takes whoever is there.</summary>
    private static Entity? ClaimOf(string sourceKind, SourceCustomer said, string alias) =>
        said.ExternalId is { } externalId && !alias.StartsWith(SourcePrefix, StringComparison.Ordinal)
            ? new EntityProperties().Set("ExternalId", externalId).Row(alias, RowKeys.Of("account", sourceKind))
            : null;
}
