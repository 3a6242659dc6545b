using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters what a file says of a customer. The row that the file said last is remembered, so that the same file again changes
/// nothing, even when the customer has changed since.</summary>
public sealed class RecordFileCustomer(CustomerStore customers, Clocks clocks)
{
    /// <summary>Enters the row.</summary>
    public Task<EnteredCustomer> RunAsync(string sourceId, string customerId, FileCustomer row, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Entered(state, sourceId, row)), cancellationToken);

    private CustomerChange<EnteredCustomer> Entered(CustomerState state, string sourceId, FileCustomer row)
    {
        if (state.Imports.GetValueOrDefault(sourceId) == row.Fingerprint)
        {
            return Left(state, RecordEffect.Unchanged);
        }

        Customer before = state.Customer;
        if (before.ErasedAt is { } erasedAt && !(row.Customer.RegisteredAt > erasedAt))
        {
            return Left(state, RecordEffect.Forgotten);  // the file may be as old as it likes
        }

        DateTimeOffset now = clocks.Shop.GetUtcNow();
        SourceCustomer said = row.Customer with { UpdatedAt = now > before.UpdatedAt ? now : before.UpdatedAt.AddTicks(1) };
        EntityChange remembered = new EntityChange.Put(CustomerRows.Import(state.CustomerId, sourceId, row.Fingerprint));
        CustomerChange<bool> change = RecordOrder.Described(state, said, [remembered], ConsentOrigin.Import);
        RecordEffect effect = state.Profile is null ? RecordEffect.Added
            : IsSame(before, change.Customer!) && said.Consents.All(c => state.Consents.GetValueOrDefault(c.Channel)?.State == c.State) ? RecordEffect.Unchanged
            : RecordEffect.Updated;
        EnteredCustomer entered = new(state.CustomerId, effect, change.Customer!.RegisteredAt);
        return new CustomerChange<EnteredCustomer>(entered, change.Customer, change.Rows);
    }

    private static CustomerChange<EnteredCustomer> Left(CustomerState state, RecordEffect effect) =>
        new(new EnteredCustomer(state.CustomerId, effect, state.Customer.RegisteredAt), null, []);

    private static bool IsSame(Customer before, Customer after) =>
        after with { UpdatedAt = before.UpdatedAt, Times = before.Times, Tags = before.Tags } == before && after.Tags.SequenceEqual(before.Tags);
}

/// <summary>A row of a customers file, entered.</summary>
/// <param name="RegisteredAt">As it stands after the row; null when it is not known.</param>
public sealed record EnteredCustomer(string CustomerId, RecordEffect Effect, DateTimeOffset? RegisteredAt);
