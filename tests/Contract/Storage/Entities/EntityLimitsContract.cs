using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Pipeline.State.EntityChange;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public abstract class EntityLimitsContract<TStore> : EntityTests<TStore>
    where TStore : IEntityStore, new()
{
    [Theory]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901b", true)] // 63
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901bc", false)]
    [InlineData("1abc", false)]
    [InlineData("a_bc", false)]
    [InlineData("abc\n", false)]
    [InlineData("会員表", false)]
    public async Task Table_IsALetterAndThen2To62LettersAndDigits(string table, bool isFine)
    {
        await CheckAsync(isFine, () => Tables.WriteAsync(table, Partition, [new Insert(Row("a"))], CancellationToken.None));
        await CheckAsync(isFine, () => Tables.ReadAsync(table, Partition, "a", CancellationToken.None));
        await CheckAsync(isFine, () => Tables.QueryAsync(new EntityQuery(table, Partition), CancellationToken.None));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" ", true)]
    [InlineData("journey:会員!\U0001F600", true)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a#b", false)]
    [InlineData("a?b", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\u007Fb", false)]
    [InlineData("a\u009Fb", false)]
    [InlineData("a\u00A0b", true)]
    public async Task Key_HoldsNoneOfTheCharactersThatAreForbidden(string key, bool isFine)
    {
        await CheckAsync(isFine, () => WriteAsync(new Insert(Row(key))));
        await CheckAsync(isFine, () => WriteAsync(new Delete(key)));
        await CheckAsync(isFine, () => ReadAsync(key));
        await CheckAsync(isFine, () => Tables.WriteAsync(Table, key, [new Insert(new Entity(key, "a"))], CancellationToken.None));
        await CheckAsync(isFine, () => Tables.QueryAsync(new EntityQuery(Table, key), CancellationToken.None));
    }

    [Fact]
    public async Task Key_HasAtMost512Characters()
    {
        await CheckAsync(true, () => WriteAsync(new Insert(Row(new string('会', 512)))));
        await CheckAsync(false, () => WriteAsync(new Insert(Row(new string('a', 513)))));
        await CheckAsync(false, () => WriteAsync(new Insert(Row("half " + '\uD83D')))); // not as inline data: the runner mends it
        await CheckAsync(false, () => ReadAsync("half " + '\uDE00'));
    }

    [Theory]
    [InlineData("text", 32_768, true)]
    [InlineData("text", 32_769, false)]
    [InlineData("bytes", 65_536, true)]
    [InlineData("bytes", 65_537, false)]
    [InlineData("int", 1, false)]
    [InlineData("double", 1, false)]
    [InlineData("local time", 1, false)]
    [InlineData("instant 1601", 0, true)]
    [InlineData("instant 1601", -1, false)]
    [InlineData("half a pair", 1, false)]
    public async Task Value_IsOneOfTheKindsAndNotTooLong(string kind, int size, bool isFine)
    {
        object value = kind switch
        {
            "text" => new string('雪', size),
            "bytes" => new byte[size],
            "int" => size,
            "double" => (double)size,
            "local time" => new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(9)),
            "instant 1601" => new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(size),
            _ => "half \uD83D of a pair",
        };
        await CheckAsync(isFine, () => WriteAsync(new Put(Row("a", ("value", value)))));
        Assert.Equal(isFine, await ReadAsync("a") is not null);
    }

    [Theory]
    [InlineData("_name9", true)]
    [InlineData("", false)]
    [InlineData("9name", false)]
    [InlineData("first-name", false)]
    [InlineData("名前", false)]
    [InlineData("PartitionKey", false)]
    [InlineData("RowKey", false)]
    [InlineData("Timestamp", false)]
    [InlineData("WriteId", false)]
    public Task PropertyName_IsAnIdentifierAndNotTheStoresOwn(string name, bool isFine) =>
        CheckAsync(isFine, () => WriteAsync(new Insert(Row("a", (name, 1L)))));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public Task PropertyName_HasAtMost255Characters(int length, bool isFine) =>
        PropertyName_IsAnIdentifierAndNotTheStoresOwn(new string('n', length), isFine);

    [Theory]
    [InlineData(252, true)]
    [InlineData(253, false)]
    public Task Row_HasAtMost252Properties(int count, bool isFine) => CheckAsync(
        isFine, () => WriteAsync(new Insert(Row("a", [.. Enumerable.Range(0, count).Select(i => ($"n{i}", (object)1L))]))));

    /// <summary>Counted by hand after the service's formula: 4 + 2 × (2 + 1) for the row, 8 + 2 × 3 + 4 + length for each array.</summary>
    [Theory]
    [InlineData(1_048_576, true)]
    [InlineData(1_048_577, false)]
    public async Task Row_HasAtMostOneMebibyte(int size, bool isFine)
    {
        const int full = 18 + 65_536;
        int rest = size - 10 - (15 * full) - 18;
        IEnumerable<(string, object)> large = Enumerable.Range(10, 15).Select(i => ($"p{i}", (object)new byte[65_536]));
        List<(string, object)> properties = [.. large, ("p99", new byte[rest])];
        await CheckAsync(isFine, () => WriteAsync(new Insert(Row("a", [.. properties]))));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public Task Batch_Has1To100Changes(int count, bool isFine) =>
        CheckAsync(isFine, () => WriteAsync([.. Enumerable.Range(0, count).Select(i => new Insert(Row($"r{i}")))]));

    /// <summary>64 rows of 65,536 bytes as they are sent: 1024 + 2 × (2 + 3) for the row, 64 + 2 for the property, 64,436 of base64.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Batch_HasAtMostFourMebibytes(int more, bool isFine)
    {
        IEnumerable<int> rows = Enumerable.Range(10, 64);
        Put[] changes = [.. rows.Select(i => new Put(Row($"r{i}", ("b", new byte[48_327 + (i == 10 ? more : 0)]))))];
        await CheckAsync(isFine, () => WriteAsync(changes));
        Assert.Equal(isFine ? 64 : 0, (await QueryAsync()).Entities.Count);
    }

    /// <summary>1024 + 2 × (2 + 3) + 64 + 2 + 6 × 32,768 bytes a row.</summary>
    [Theory]
    [InlineData(21, true)]
    [InlineData(22, false)]
    public Task Batch_OfJapanese_CountsSixBytesACharacter(int rows, bool isFine) => CheckAsync(
        isFine, () => WriteAsync([.. Enumerable.Range(10, rows).Select(i => new Put(Row($"r{i}", ("b", new string('雪', 32_768)))))]));

    [Fact]
    public async Task Batch_ThatBreaksARule_IsRefusedAndWritesNothing()
    {
        await CheckAsync(false, () => WriteAsync(new Insert(Row("a")), new Put(Row("a"))));
        await CheckAsync(false, () => WriteAsync(new Insert(Row("a")), new Insert(new Entity("c2", "b"))));
        await CheckAsync(false, () => WriteAsync(new Insert(Row("a")), new Replace(Row("b"))));
        Assert.Empty((await QueryAsync()).Entities);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public Task Query_GivesPagesOf1To1000Rows(int limit, bool isFine) => CheckAsync(isFine, () => QueryAsync(limit: limit));

    private static async Task CheckAsync(bool isFine, Func<Task> call)
    {
        Exception? refusal = await Record.ExceptionAsync(call);
        Assert.True(isFine ? refusal is null : refusal is ArgumentException, $"{refusal}");
    }
}

public sealed class InMemoryEntityLimitsTests : EntityLimitsContract<InMemoryStore>;

public sealed class SqliteEntityLimitsTests : EntityLimitsContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureEntityLimitsTests : EntityLimitsContract<AzureEntityStore>;
