using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Leads from the beginnings of names to customers. A row is written before the customer, and may lead to somebody who is called
/// otherwise by now: whoever follows it looks at the customer.</summary>
/// <remarks>Partitions are hashes: names stand in properties alone, never in keys, which stores put into addresses.</remarks>
public sealed class NameIndex(IEntityTables tables)
{
    private const string Text = "Tokens";
    private readonly CustomerTraces traces = new(tables);

    /// <summary>Where tokens of that beginning lie.</summary>
    internal static string PartitionOf(string bucket) => PartitionOfMark(MarkOf(bucket));

    /// <summary>What a row says of the name; the customer may say otherwise by now.</summary>
    internal static IReadOnlyList<string> TokensOf(Entity row) => row.Text(Text)!.Split('\n');

    /// <summary>Makes the rows of a customer who is about to be called so; none that are there already.</summary>
    public Task LeadAsync(Customer before, Customer after, CancellationToken cancellationToken) =>
        before.Name == after.Name && before.Kana == after.Kana ? Task.CompletedTask : AddAsync(after, cancellationToken);

    /// <summary>Makes the rows of a customer. Repeating it changes nothing.</summary>
    public async Task AddAsync(Customer customer, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> tokens = NameTokens.Of(customer);
        if (tokens.Count == 0)
        {
            return;
        }

        string[] marks = MarksOf(tokens);
        await traces.AddNamesAsync(customer.CustomerId, marks, cancellationToken);  // before what they lead to: erasure finds all
        foreach (string mark in marks)
        {
            string partition = PartitionOfMark(mark);
            Entity row = new EntityProperties().Set(Text, string.Join('\n', tokens)).Row(partition, customer.CustomerId);
            await tables.WriteAsync(Tables.Names, partition, new EntityChange.Put(row), cancellationToken);
        }
    }

    /// <summary>Removes every row of a customer, those of former names included.</summary>
    public async Task ForgetAsync(string customerId, CancellationToken cancellationToken)
    {
        foreach (string mark in await traces.NamesAsync(customerId, cancellationToken))
        {
            await tables.WriteAsync(Tables.Names, PartitionOfMark(mark), new EntityChange.Delete(customerId), cancellationToken);
            await traces.RemoveNameAsync(customerId, mark, cancellationToken);
        }
    }

    /// <summary>Removes what was made of a customer who was forgotten meanwhile: the erasure may have taken the marks away before the rows were there.</summary>
    /// <param name="made">As they were called.</param>
    public async Task TakeBackAsync(Customer made, CancellationToken cancellationToken)
    {
        foreach (string mark in MarksOf(NameTokens.Of(made)))
        {
            await tables.WriteAsync(Tables.Names, PartitionOfMark(mark), new EntityChange.Delete(made.CustomerId), cancellationToken);
        }

        await ForgetAsync(made.CustomerId, cancellationToken);
    }

    private static string[] MarksOf(IReadOnlyList<string> tokens) =>
        [.. tokens.Select(NameTokens.BucketOf).Distinct(StringComparer.Ordinal).Select(MarkOf)];

    private static string PartitionOfMark(string mark) => $"name:{mark}";

    private static string MarkOf(string bucket) => OpaqueId.Of(26, "name", bucket);
}
