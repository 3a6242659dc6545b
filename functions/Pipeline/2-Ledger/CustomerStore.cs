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
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            CustomerState state = await LoadAsync(customerId, cancellationToken);
            CustomerChange<T> change = await decide(state, cancellationToken);
            if (change.IsEmpty || await WriteAsync(state, change.Customer ?? state.Customer, change.Rows, cancellationToken))
            {
                return change.Result;
            }
        }

        throw new StorageException($"The customer was changed by others {AttemptsMax} times in a row.", isTemporary: true);
    }

    private async Task<bool> WriteAsync(CustomerState state, Customer customer, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken)
    {
        EntityChange profile = state.Profile is { } known
            ? new EntityChange.Replace(CustomerRows.Profile(customer, known.ETag))
            : new EntityChange.Insert(CustomerRows.Profile(customer, null));
        return await tables.WriteAsync(Tables.Customers, state.CustomerId, [profile, .. rows], cancellationToken) is WriteOutcome.Written;
    }
}

/// <summary>What a rule wants to be written of a customer.</summary>
/// <param name="Result">For the caller.</param>
/// <param name="Customer">Null when the profile stays as it is.</param>
public sealed record CustomerChange<T>(T Result, Customer? Customer, IReadOnlyList<EntityChange> Rows)
{
    internal bool IsEmpty => Customer is null && Rows.Count == 0;
}
