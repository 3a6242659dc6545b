using System.Net;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>Customers are found by name, kana and number, however they are written; filters look at tags, consent and the last order.</summary>
public sealed class NameSearchApiTests
{
    private static readonly SourceCustomer Hanako = Story.Hanako with { Name = "山田 花子", Kana = "ヤマダ ハナコ", Phone = "090-1234-5678", Tags = ["vip"] };
    private static readonly SourceCustomer Jiro = Told.Account("8", -60, "jiro@example.com") with { Name = "山田 次郎", Kana = "ヤマダ ジロウ" };

    [Theory]
    [InlineData("山田", "hanako@example.com jiro@example.com")]
    [InlineData("ﾔﾏﾀﾞ", "hanako@example.com jiro@example.com")]
    [InlineData("花子 山田", "hanako@example.com")]
    [InlineData("やまだじ", "jiro@example.com")]
    [InlineData("＋８１ 90 1234 5678", "hanako@example.com")]
    [InlineData("09012345678", "hanako@example.com")]
    [InlineData("HANAKO@example.com", "hanako@example.com")]
    [InlineData("山本", "")]
    public async Task Search_FindsWhoIsMeant(string text, string expected)
    {
        Story story = await LivedAsync();
        using ApiBed bed = new(story.World);
        Assert.Equal(expected, await FoundAsync(bed, text));
    }

    [Fact]
    public async Task Search_OfMany_ComesInPages_EachOnce()
    {
        Story story = await Story.WithAsync();
        foreach (int i in Enumerable.Range(0, 7))
        {
            await story.BuysAsync(Told.Account($"n{i}", -60, $"n{i}@example.com") with { Name = "林 太郎", Kana = "ハヤシ タロウ" }, $"{i}");
        }

        using ApiBed bed = new(story.World);
        List<string> found = [];
        string? next = null;
        do
        {
            ApiAnswer page = await bed.SendAsync("POST", $"/api/customers/search?limit=2{(next is null ? "" : "&cursor=" + next)}", """{"text":"太郎 林"}""");
            Assert.InRange(page.Items.Count(), 0, 2);
            found.AddRange(page.Items.Select(i => ApiAnswer.At(i, "email")!));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"n{i}@example.com"), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_AfterANameChanged_FindsTheNewOneAlone()
    {
        Story story = await LivedAsync();
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Name = "鈴木 花子", Kana = "スズキ ハナコ", UpdatedAt = Told.At(1) }));
        using ApiBed bed = new(story.World);
        Assert.Equal(["hanako@example.com", "jiro@example.com", "hanako@example.com"], [await FoundAsync(bed, "鈴木"), await FoundAsync(bed, "山田"), await FoundAsync(bed, "すずき")]);
    }

    [Fact]
    public async Task Search_AfterAnErasure_FindsNobody_AndNoNameIsLeft()
    {
        Story story = await LivedAsync();
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Name = "鈴木 花子", Kana = "スズキ ハナコ", UpdatedAt = Told.At(1) }));
        await story.TellAsync(new ShopEvent.CustomerErased(Hanako, []));
        using ApiBed bed = new(story.World);
        Assert.Equal(["", "jiro@example.com"], [await FoundAsync(bed, "花子"), await FoundAsync(bed, "山田")]);
        string left = string.Concat(await story.World.Tables.DumpAsync());
        Assert.All(["花子", "はなこ", "鈴木", "すずき"], w => Assert.DoesNotContain(w, left, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_OfCustomersWhoWereThereBefore_AreFoundOnceTheyWereLookedAt()
    {
        Story story = await LivedAsync();
        TestTables tables = story.World.Tables;
        foreach (string text in new[] { "山田", "やまだ", "花子", "次郎", "はなこ", "じろう" })
        {
            string partition = NameIndex.PartitionOf(NameTokens.BucketOf(text));
            foreach (Entity row in await tables.QueryAllAsync(new EntityQuery(Tables.Names, partition), default).ToListAsync())
            {
                await tables.WriteAsync(Tables.Names, partition, new EntityChange.Delete(row.RowKey), default);
            }
        }

        using ApiBed bed = new(story.World);
        Assert.Equal("", await FoundAsync(bed, "山田"));
        BuildNameIndex build = new(tables, new AllCustomers(tables), new NameIndex(tables), story.World.Clocks);
        Assert.Equal(0, await build.RunAsync(TimeSpan.Zero, default));  // no time: it goes on later
        Assert.Equal(2, await build.RunAsync(TimeSpan.FromMinutes(1), default));
        Assert.Equal("hanako@example.com jiro@example.com", await FoundAsync(bed, "山田"));
        Assert.Equal(0, await new BuildNameIndex(tables, new AllCustomers(tables), new NameIndex(tables), story.World.Clocks).RunAsync(TimeSpan.FromMinutes(1), default));
    }

    /// <summary>More beginnings of words than a batch holds.</summary>
    [Fact]
    public async Task Name_OfAnyLength_HindersNoOrder_AndIsFoundByItsBeginning()
    {
        Story story = await Story.WithAsync();
        string[] words = [.. Enumerable.Range(0, 150).Select(i => $"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}x")];
        await story.BuysAsync(Hanako with { Name = string.Join(' ', words), Kana = null }, "1");
        Assert.Single((await story.StateAsync(Hanako)).Orders);
        using ApiBed bed = new(story.World);
        Assert.Equal(
            ["hanako@example.com", "hanako@example.com", ""],
            [await FoundAsync(bed, words[0]), await FoundAsync(bed, words[NameTokens.WordsMax - 1]), await FoundAsync(bed, words[NameTokens.WordsMax])]);
    }

    [Fact]
    public async Task Marks_MoreThanABatchHolds_AreAllKept()
    {
        CustomerTraces traces = new(new TestTables());
        string[] marks = [.. Enumerable.Range(0, EntityLimits.BatchMax + 1).Select(i => $"m{i:D3}")];
        await traces.AddNamesAsync("c1", marks, default);
        Assert.Equal(marks, await traces.NamesAsync("c1", default));
    }

    /// <summary>Somebody is forgotten at the moment at which their name was read, and not yet written.</summary>
    [Fact]
    public async Task Names_OfSomebodyForgottenMeanwhile_AreNotBuilt()
    {
        Story story = await LivedAsync();
        TestTables tables = story.World.Tables;
        tables.Interrupt((table, _) => table == Tables.Names, () => story.TellAsync(new ShopEvent.CustomerErased(Hanako, [])));
        await new BuildNameIndex(tables, new AllCustomers(tables), new NameIndex(tables), story.World.Clocks).RunAsync(TimeSpan.FromMinutes(1), default);
        Assert.Null(tables.BeforeWrite);
        string left = string.Concat(await tables.DumpAsync());
        Assert.All(["花子", "はなこ"], w => Assert.DoesNotContain(w, left, StringComparison.Ordinal));
        Assert.Contains("次郎", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ToldWhileItsOwnerIsForgotten_IsNotKept()
    {
        Story story = await LivedAsync();
        TestTables tables = story.World.Tables;
        tables.Interrupt(
            (table, _) => table == Tables.Names,
            () => story.TellAsync(new ShopEvent.CustomerErased(Hanako, [])));
        await story.TellAsync(new ShopEvent.CustomerChanged(Hanako with { Name = "鈴木 花子", Kana = "スズキ ハナコ", UpdatedAt = Told.At(1) }));
        Assert.Null(tables.BeforeWrite);
        string left = string.Concat(await tables.DumpAsync());
        Assert.All(["花子", "はなこ", "鈴木", "すずき"], w => Assert.DoesNotContain(w, left, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tag=vip", "hanako@example.com")]
    [InlineData("tag=gift", "")]
    [InlineData("consent=email", "hanako@example.com")]
    [InlineData("consent=line", "")]
    [InlineData("lastSince=2026-11-21", "hanako@example.com jiro@example.com")]
    [InlineData("lastSince=2026-11-22", "jiro@example.com")]
    [InlineData("lastUntil=2026-11-21", "hanako@example.com")]
    [InlineData("lastUntil=2026-11-20", "")]
    [InlineData("lastSince=2026-11-21&tag=vip&rank=new", "hanako@example.com")]
    public async Task List_ByFilter_HasOnlyThose(string filter, string expected)
    {
        Story story = await LivedAsync();
        using ApiBed bed = new(story.World);
        Assert.Equal(expected, string.Join(' ', (await bed.GetAsync("/api/customers?" + filter)).Items.Select(i => ApiAnswer.At(i, "email")).Order(StringComparer.Ordinal)));
    }

    /// <summary>Hanako bought on the 21st, Jiro on the 22nd.</summary>
    private static async Task<Story> LivedAsync()
    {
        Story story = await Story.WithAsync();
        await story.BuysAsync(Hanako, "1");
        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Jiro, "2");
        return story;
    }

    private static async Task<string> FoundAsync(ApiBed bed, string text)
    {
        ApiAnswer found = await bed.SendAsync("POST", "/api/customers/search", $$"""{"text":"{{text}}"}""");
        Assert.Equal(HttpStatusCode.OK, found.Status);
        return string.Join(' ', found.Items.Select(i => ApiAnswer.At(i, "email")).Order(StringComparer.Ordinal));
    }
}
