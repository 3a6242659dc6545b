using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

/// <summary>Any sequence of batches leaves a store as it leaves a dictionary.</summary>
public abstract class EntityModelContract<TStore> : EntityTests<TStore>
    where TStore : IEntityStore, new()
{
    private const int Cases = 60; // each batch is a commit to the disk

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements("insert", "put", "replace", "replace stale", "delete", "delete tagged", "delete stale")
        from key in Gen.Elements("a", "b", "！", "\U0001F600")
        from value in Gen.Choose(0, 1000)
        select new Step(kind, key, value);

    private static readonly Gen<Step[][]> Histories = Gen.ArrayOf(Gen.ArrayOf(Steps, 3), 6);

    [Fact]
    public void Write_AnyBatches_LeaveWhatTheyLeaveInADictionary() => Prop
        .ForAll(Histories.ToArbitrary(), history => AgreesAsync($"p{Guid.NewGuid():N}", history).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private async Task<bool> AgreesAsync(string partition, Step[][] history)
    {
        Dictionary<string, (long Value, string ETag)> model = new(StringComparer.Ordinal);
        foreach (Step[] steps in history)
        {
            Step[] batch = [.. steps.DistinctBy(s => s.Key)];
            EntityChange[] changes = [.. batch.Select(s => Change(s, partition, model))];
            WriteOutcome outcome = await Tables.WriteAsync(Table, partition, changes, CancellationToken.None);
            int conflict = Array.FindIndex(batch, s => !IsAllowed(s, model));
            if (conflict >= 0)
            {
                Assert.Equal(new WriteOutcome.Conflict(conflict), outcome);
            }
            else
            {
                Apply(batch, Assert.IsType<WriteOutcome.Written>(outcome).ETags, model);
            }
        }

        EntityPage page = await Tables.QueryAsync(new EntityQuery(Table, partition), CancellationToken.None);
        Assert.Equal(
            model.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value.Value, r.Value.ETag)),
            page.Entities.Select(e => (e.RowKey, e.Number("n")!.Value, e.ETag!)));
        return true;
    }

    private static EntityChange Change(Step step, string partition, Dictionary<string, (long Value, string ETag)> model)
    {
        string etag = model.TryGetValue(step.Key, out (long Value, string ETag) row) ? row.ETag : "none";
        Entity entity = new(partition, step.Key) { Properties = new Dictionary<string, object> { ["n"] = step.Value } };
        return step.Kind switch
        {
            "insert" => new Insert(entity),
            "put" => new Put(entity),
            "replace" => new Replace(entity with { ETag = etag }),
            "replace stale" => new Replace(entity with { ETag = "stale" }),
            "delete" => new Delete(step.Key),
            "delete tagged" => new Delete(step.Key, etag),
            _ => new Delete(step.Key, "stale"),
        };
    }

    private static bool IsAllowed(Step step, Dictionary<string, (long Value, string ETag)> model) => step.Kind switch
    {
        "insert" => !model.ContainsKey(step.Key),
        "put" or "delete" => true,
        "replace" or "delete tagged" => model.ContainsKey(step.Key),
        _ => false,
    };

    private static void Apply(Step[] batch, IReadOnlyList<string?> etags, Dictionary<string, (long Value, string ETag)> model)
    {
        foreach ((Step step, string? etag) in batch.Zip(etags))
        {
            model.Remove(step.Key);
            if (!step.Kind.StartsWith("delete", StringComparison.Ordinal))
            {
                model.Add(step.Key, (step.Value, etag!));
            }
        }
    }

    private sealed record Step(string Kind, string Key, long Value);
}

public sealed class InMemoryEntityModelTests : EntityModelContract<InMemoryStore>;

public sealed class SqliteEntityModelTests : EntityModelContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureEntityModelTests : EntityModelContract<AzureEntityStore>;
