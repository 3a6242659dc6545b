using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Reads and writes customers, each in one partition.</summary>
/// <remarks>Every write of a customer changes the profile's row. So a customer who was read before is still the same when that row is:
/// one look at that row's ETag then takes the place of reading and understanding all rows.</remarks>
/// <param name="events">Tells others of changes; null in a shop that tells nobody.</param>
/// <param name="menus">Notes who may see another rich menu; null in a shop without LINE.</param>
/// <param name="marks">Marks whose facts for reports change; null in a shop that keeps none.</param>
public sealed class CustomerStore(IEntityTables tables, OutgoingEvents? events = null, MenuLeads? menus = null, FactMarks? marks = null)
{
    /// <summary>Somebody else may write the same customer now and then, but not all the time.</summary>
    private const int AttemptsMax = 20;

    /// <summary>A customer takes a few kilobytes.</summary>
    private const int HalfMax = 1024;

    private readonly CustomerMemory memory = new(HalfMax);
    private readonly NameIndex names = new(tables);

    /// <summary>Everything kept of the customer; nothing but the id for somebody new.</summary>
    public async Task<CustomerState> LoadAsync(string customerId, CancellationToken cancellationToken)
    {
        if (memory.TryFind(customerId, out CustomerState? known)
            && await tables.ReadETagAsync(Tables.Customers, customerId, CustomerRows.ProfileKey, cancellationToken) == known.Profile!.ETag)
        {
            return known;
        }

        return await ReadAsync(customerId, cancellationToken);
    }

    /// <summary>The same, read row by row whatever is remembered.</summary>
    public async Task<CustomerState> ReadAsync(string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        EntityQuery query = new(Tables.Customers, customerId);
        EntityPage page = await tables.QueryAsync(query, cancellationToken);
        bool isWhole = page.Next is null;
        while (true)
        {
            foreach (Entity row in page.Entities)
            {
                reader.Take(row);
            }

            if (page.Next is null)
            {
                break;
            }

            page = await tables.QueryAsync(query with { From = page.Next }, cancellationToken);
        }

        CustomerState state = reader.State();
        if (isWhole)
        {
            Remember(state);  // between two pages somebody may have written
        }

        return state;
    }

    /// <summary>Loads the customer, lets a rule decide, and writes what it decided; again from the start when somebody else was faster.</summary>
    /// <param name="decide">Without side effects: may be asked several times. No changes at all leave the customer untouched.</param>
    /// <returns>What the rule decided last, with the state it saw.</returns>
    /// <exception cref="StorageException">The store failed, or others kept being faster.</exception>
    public async Task<T> ChangeAsync<T>(string customerId, Func<CustomerState, CancellationToken, Task<CustomerChange<T>>> decide, CancellationToken cancellationToken)
    {
        CustomerState seen = await LoadAsync(customerId, cancellationToken);
        return (await AttemptAsync(seen, decide, cancellationToken)).Result;
    }

    /// <summary>The same beginning with a state that was read before: it is read again only when somebody has written since.</summary>
    /// <returns>What the rule decided last, with the customer afterwards.</returns>
    /// <exception cref="StorageException">The store failed, or others kept being faster.</exception>
    public async Task<(T Result, CustomerState State)> ChangeAsync<T>(
        CustomerState seen, Func<CustomerState, CancellationToken, Task<CustomerChange<T>>> decide, CancellationToken cancellationToken)
    {
        (T result, CustomerState before, Writing? written) = await AttemptAsync(seen, decide, cancellationToken);
        CustomerState? after = written is null ? before : written.After;
        return (result, after ?? await LoadAsync(seen.CustomerId, cancellationToken));
    }

    private async Task<(T Result, CustomerState State, Writing? Written)> AttemptAsync<T>(
        CustomerState seen, Func<CustomerState, CancellationToken, Task<CustomerChange<T>>> decide, CancellationToken cancellationToken)
    {
        CustomerState state = seen;
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            CustomerChange<T> change = await decide(state, cancellationToken);
            if (change.IsEmpty)
            {
                return (change.Result, state, null);
            }

            if (await WriteAsync(state, change.Customer ?? state.Customer, change.Rows, cancellationToken) is { } written)
            {
                return (change.Result, state, written);
            }

            state = await LoadAsync(seen.CustomerId, cancellationToken);
            if (state.Customer.IsForgotten)
            {
                await names.TakeBackAsync(change.Customer ?? state.Customer, cancellationToken);  // the write led to the name, and came too late
            }
        }

        throw new StorageException($"The customer was changed by others {AttemptsMax} times in a row.", isTemporary: true);
    }

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<Writing?> WriteAsync(CustomerState state, Customer customer, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken)
    {
        Entity profile = ReferenceEquals(customer, state.Customer) && state.Profile is { } same ? same : CustomerRows.Profile(customer, state.Profile?.ETag);
        EntityChange change = state.Profile is null ? new EntityChange.Insert(profile) : new EntityChange.Replace(profile);
        IReadOnlyList<EntityChange> batch = [change, .. rows];
        if (events is not null)
        {
            batch = [.. batch, .. await events.BesideAsync(state, customer, rows, cancellationToken)];
        }

        await LeadAsync(state.Customer, customer, cancellationToken);
        await names.LeadAsync(state.Customer, customer, cancellationToken);
        await (menus?.NoteAsync(state.Customer, customer, rows, cancellationToken) ?? Task.CompletedTask);
        if (marks is not null)
        {
            await marks.MarkAsync(state.CustomerId, state.Profile is null || !ReferenceEquals(customer, state.Customer), rows, cancellationToken);
        }

        if (await tables.WriteAsync(Tables.Customers, state.CustomerId, batch, cancellationToken) is not WriteOutcome.Written { ETags: [var etag, ..] })
        {
            return null;
        }

        if (batch.Count > rows.Count + 1)
        {
            events!.Tell(new EventPlace(Tables.Customers, state.CustomerId));
        }

        CustomerState? after = new StateAfter(state).Take(customer, profile with { ETag = etag }, rows);
        Remember(after);
        return new Writing(after);
    }

    /// <summary>Before the customer: no birthday is without the row that leads to it. One that was taken back may leave a row behind, but
    /// nothing shall tell the birthday of somebody who was forgotten.</summary>
    private async Task LeadAsync(Customer before, Customer after, CancellationToken cancellationToken)
    {
        YearDay? known = YearlyIndex.DayOf(before.Birthday);
        YearDay? told = YearlyIndex.DayOf(after.Birthday);
        if (told is { } day && told != known)
        {
            await tables.AddAsync(YearlyIndex.Birthday, day, after.CustomerId, cancellationToken);
        }
        else if (told is null && known is { } gone)
        {
            await tables.RemoveAsync(YearlyIndex.Birthday, gone, after.CustomerId, cancellationToken);
        }
    }

    private void Remember(CustomerState? state)
    {
        if (state?.Profile is not null)
        {
            memory.Keep(state);
        }
    }

    /// <summary>A write that arrived.</summary>
    /// <param name="After">Null when the customer has to be read again.</param>
    private sealed record Writing(CustomerState? After);
}

/// <summary>What a rule wants to be written of a customer.</summary>
/// <param name="Result">For the caller.</param>
/// <param name="Customer">Null when the profile stays as it is.</param>
public sealed record CustomerChange<T>(T Result, Customer? Customer, IReadOnlyList<EntityChange> Rows)
{
    internal bool IsEmpty => Customer is null && Rows.Count == 0;
}
