using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public abstract class EntityConcurrencyContract<TStore> : EntityTests<TStore>
    where TStore : IEntityStore, new()
{
    private const int Writers = 8;
    private const int Rounds = 10;

    [Fact]
    public async Task Replace_ManyWritersThatCount_LoseNothing()
    {
        await MustWriteAsync(new Insert(Row("counter", ("n", 0L))));
        await Parallel.ForAsync(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (_, _) =>
        {
            for (int i = 0; i < Rounds;)
            {
                Entity read = (await ReadAsync("counter"))!;
                Entity next = Row("counter", ("n", read.Number("n")!.Value + 1)) with { ETag = read.ETag };
                i += await WriteAsync(new Replace(next)) is WriteOutcome.Written ? 1 : 0;
            }
        });
        Assert.Equal(Writers * Rounds, (await ReadAsync("counter"))!.Number("n"));
    }

    [Fact]
    public async Task Insert_ManyClaimantsOfOneRow_OneGetsIt()
    {
        WriteOutcome[][] outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Task.WhenAll(
            Enumerable.Range(0, Rounds).Select(row => WriteAsync(new Insert(Row($"claim{row}", ("by", (long)writer)))))))));
        for (int row = 0; row < Rounds; row++)
        {
            long[] winners = [.. outcomes.Index().Where(o => o.Item[row] is WriteOutcome.Written).Select(o => (long)o.Index)];
            Assert.Equal([(await ReadAsync($"claim{row}"))!.Number("by")!.Value], winners);
        }
    }

    [Fact]
    public async Task Write_BatchesOverTheSameRows_NeverMix()
    {
        await Parallel.ForAsync(
            0L, Writers * Rounds, async (i, _) => await MustWriteAsync(new Put(Row("a", ("by", i))), new Put(Row("b", ("by", i)))));
        EntityPage page = await QueryAsync();
        Assert.Equal(page.Entities[0].Number("by"), page.Entities[1].Number("by"));
    }
}

public sealed class InMemoryEntityConcurrencyTests : EntityConcurrencyContract<InMemoryStore>;

public sealed class SqliteEntityConcurrencyTests : EntityConcurrencyContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureEntityConcurrencyTests : EntityConcurrencyContract<AzureEntityStore>;
