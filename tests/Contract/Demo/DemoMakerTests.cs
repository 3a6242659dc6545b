using System.Security.Cryptography;
using System.Text.Json;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Cli.Demo;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary>The past of a small shop, made as that of the whole sample is.</summary>
public sealed class DemoMakerTests(SmallDemo small) : IClassFixture<SmallDemo>
{
    private static readonly ShopCalendar Tokyo = ShopCalendar.Find("Asia/Tokyo")!;

    [Fact]
    public async Task Past_OfOneInstantMadeTwice_IsTheSame()
    {
        string first = small.Folder;
        (string second, DemoMark same) = await small.MakeAsync("second", isRepeatable: true);
        Assert.Equal(small.Mark, same);
        Assert.Equal(File.ReadAllText(Path.Combine(first, "settings.json")), File.ReadAllText(Path.Combine(second, "settings.json")));
        IReadOnlyList<string> rows = await RowsAsync(first);
        Assert.InRange(rows.Count, 1_000, 1_000_000);
        Assert.Equal(rows, await RowsAsync(second));
        Assert.Equal(await InstancesAsync(first), await InstancesAsync(second));
    }

    [Fact]
    public async Task Past_WithoutAnInstantOfItsOwn_HasKeysThatNobodyKnows()
    {
        (string first, _) = await small.MakeAsync("secret", isRepeatable: false, everyNth: 400);
        (string second, _) = await small.MakeAsync("other", isRepeatable: false, everyNth: 400);
        Assert.Empty(Secrets(first).Intersect(Secrets(second)));
        Assert.Equal(3, Secrets(first).Length);
    }

    /// <summary>What the shipped thank-you owes, counted from the sample: a message for every order whose buyer can be reached.</summary>
    [Fact]
    public async Task Outbox_HasTheMessagesOfTheLastDaysInFull()
    {
        DemoSample sample = DemoSample.Read(Tokyo).Part(SmallDemo.EveryNth).EndingAt(SmallDemo.Clock);
        DateOnly first = new(2026, 11, 7);
        HashSet<string> unreachable = [.. sample.Customers.Where(c => c.Customer is { Email: null, LineUserId: null }).Select(c => c.Customer.ExternalId!)];
        string[] owed =
            [.. sample.Orders.Where(o => Tokyo.DateOf(o.Order.OrderedAt) >= first && !unreachable.Contains(o.Buyer.ExternalId!)).Select(o => o.Order.OrderId)];
        Assert.InRange(owed.Length, 5, 100);

        IReadOnlyList<OutboxMessage> thanks = [.. (await OutboxAsync(small.Folder)).Where(m => m.StepId == "thanks")];
        Assert.Equal(owed.Length, thanks.Count);
        Assert.All(owed, id => Assert.Contains(thanks, m => m.Payload.Contains(id, StringComparison.Ordinal)));
        Assert.All(thanks, m => Assert.Contains("くらしの雑貨 ひなた", m.Payload, StringComparison.Ordinal));
        Assert.All(thanks, m => Assert.InRange(m.SentAt, Tokyo.StartOf(first), SmallDemo.Clock));
    }

    [Fact]
    public async Task Orchestrations_OfThoseOnTheWay_AreThereForAServer()
    {
        DemoSample sample = DemoSample.Read(Tokyo).Part(SmallDemo.EveryNth).EndingAt(SmallDemo.Clock);

        // Fifteen days after 6 November it is 10:00 on the 21st, an hour after the end.
        int onTheWay = sample.Orders.Count(o => Tokyo.DateOf(o.Order.OrderedAt) >= new DateOnly(2026, 11, 6));
        Assert.InRange(onTheWay, 5, 100);
        IReadOnlyList<string> instances = await InstancesAsync(small.Folder);
        Assert.Equal(onTheWay, instances.Count);
        Assert.All(instances, i => Assert.StartsWith("long:", i, StringComparison.Ordinal));
    }

    /// <summary>What is written of a past waits for the disk as everything does: 2 is FULL.</summary>
    [Fact]
    public async Task Files_AreOnlyEverOpenedForDurableCommits()
    {
        await using SqliteStorage storage = SqliteStorage.Open(small.Folder, TimeProvider.System);
        await using RuntimeFile runtime = RuntimeFile.Open(small.Folder);
        Assert.Equal(2, await storage.File.WriteAsync(s => s.QueryNumber("PRAGMA synchronous")));
        Assert.Equal(2, await runtime.File.WriteAsync(s => s.QueryNumber("PRAGMA synchronous")));
        string[] statements = [.. Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(l => l.Contains("synchronous=", StringComparison.OrdinalIgnoreCase))];
        Assert.Contains("PRAGMA synchronous=FULL;", Assert.Single(statements), StringComparison.Ordinal);
    }

    /// <summary>By hand from the calendar: the past from 12 November 2025, certificates of 22 October to 20 November 2026.</summary>
    [Fact]
    public async Task Certificates_ThereIsOneForEachDayOfTheLastMonth()
    {
        Assert.Equal((new DateOnly(2025, 11, 12), new DateOnly(2026, 11, 20)), (small.Mark.From, small.Mark.CertifiedOn));
        IReadOnlyList<string> rows = await RowsAsync(small.Folder);
        Assert.Equal(30, rows.Count(r => r.Contains("\"number\":", StringComparison.Ordinal) && r.StartsWith("certificates", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Every row of the shop's file but the store's own tags.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(string folder)
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System);
        return storage.File.Read(s => s.Query(
            "SELECT tbl, pk, rk, properties FROM entities ORDER BY tbl, pk, rk",
            static r => $"{r.Text(0)} {Convert.ToHexString(r.Span(1))} {Convert.ToHexString(r.Span(2))} {Readable(r.Bytes(3))}"));
    }

    private static string Readable(byte[] properties) =>
        $"{Convert.ToHexString(SHA256.HashData(properties))} {System.Text.Encoding.UTF8.GetString(properties)}";

    private static async Task<IReadOnlyList<string>> InstancesAsync(string folder)
    {
        await using RuntimeFile runtime = RuntimeFile.Open(folder);
        SqliteInstanceStore store = new(runtime.File);
        IReadOnlyList<InstanceRow> rows = store.Query(new InstanceFilter(null, null, [], ""), null, int.MaxValue);
        Assert.All(rows, r => Assert.True(store.ReadHistory(r.Id).Count > 0, r.Id));
        ILookup<string, TimerRow> timers = store.ReadTimers(int.MaxValue).ToLookup(t => t.InstanceId);
        return [.. rows.Select(r => $"{r.Id} {r.Input} {r.CreatedAt:O} {Assert.Single(timers[r.Id]).FireAt:O} {store.ReadHistory(r.Id).Count}")];
    }

    private static async Task<IReadOnlyList<OutboxMessage>> OutboxAsync(string folder)
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System);
        OutboxPage page = await new OutboxMessages(storage.Tables).ListAsync(null, 1_000, default);
        Assert.Null(page.Next);
        return page.Messages;
    }

    private static string[] Secrets(string folder)
    {
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "settings.json")));
        JsonElement root = settings.RootElement;
        return
        [
            root.GetProperty("Sources").GetProperty("shop").GetProperty("Secrets")[0].GetString()!,
            root.GetProperty("Links").GetProperty("Key").GetString()!,
            root.GetProperty("Certificates").GetProperty("Key").GetString()!,
        ];
    }
}
