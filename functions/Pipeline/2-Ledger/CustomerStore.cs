using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Reads and writes customers, each in one partition.</summary>
public sealed class CustomerStore(IEntityTables tables)
{
    /// <summary>Somebody else may write the same customer now and then, but not all the time.</summary>
    private const int AttemptsMax = 20;

    /// <summary>Everything kept of the customer; nothing but the id for somebody new.</summary>
    public async Task<CustomerState> LoadAsync(string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken))
        {
            reader.Take(row);
        }

        return reader.State();
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
        (T result, CustomerState before, WrittenProfile? written, IReadOnlyList<EntityChange> rows) = await AttemptAsync(seen, decide, cancellationToken);
        CustomerState? after = written is null ? before : before.After(written.Customer, written.Row, rows);
        return (result, after ?? await LoadAsync(seen.CustomerId, cancellationToken));
    }

    private async Task<(T Result, CustomerState State, WrittenProfile? Written, IReadOnlyList<EntityChange> Rows)> AttemptAsync<T>(
        CustomerState seen, Func<CustomerState, CancellationToken, Task<CustomerChange<T>>> decide, CancellationToken cancellationToken)
    {
        CustomerState state = seen;
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            CustomerChange<T> change = await decide(state, cancellationToken);
            if (change.IsEmpty)
            {
                return (change.Result, state, null, change.Rows);
            }

            if (await WriteAsync(state, change.Customer ?? state.Customer, change.Rows, cancellationToken) is { } written)
            {
                return (change.Result, state, written, change.Rows);
            }

            state = await LoadAsync(seen.CustomerId, cancellationToken);
        }

        throw new StorageException($"The customer was changed by others {AttemptsMax} times in a row.", isTemporary: true);
    }

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<WrittenProfile?> WriteAsync(CustomerState state, Customer customer, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken)
    {
        Entity profile = CustomerRows.Profile(customer, state.Profile?.ETag);
        EntityChange change = state.Profile is null ? new EntityChange.Insert(profile) : new EntityChange.Replace(profile);
        return await tables.WriteAsync(Tables.Customers, state.CustomerId, [change, .. rows], cancellationToken) is WriteOutcome.Written { ETags: [var etag, ..] }
            ? new WrittenProfile(customer, profile with { ETag = etag })
            : null;
    }

    private sealed record WrittenProfile(Customer Customer, Entity Row);
}

/// <summary>What a rule wants to be written of a customer.</summary>
/// <param name="Result">For the caller.</param>
/// <param name="Customer">Null when the profile stays as it is.</param>
public sealed record CustomerChange<T>(T Result, Customer? Customer, IReadOnlyList<EntityChange> Rows)
{
    internal bool IsEmpty => Customer is null && Rows.Count == 0;
}
