using System.Text.Json;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary><c>followup backtest</c> on a shop whose past was lived through.</summary>
public sealed class DemoBackTestTests(SmallDemo small) : IClassFixture<SmallDemo>, IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void BackTest_OfAPastThatWasLived_IsEqualToTheMinute()
    {
        CommandRun run = Run(small.Folder, "--within", "0.01", "--format", "json");
        JsonElement result = run.Json();
        Assert.True(result.GetProperty("isEqual").GetBoolean());
        Assert.InRange(result.GetProperty("compared").GetInt32(), 20, 1_000);
        CommandRun words = Run(small.Folder);
        Assert.Equal(0, words.ExitCode);
        Assert.EndsWith(" that were due compared with the ledger: equal", Assert.Single(words.OutputLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackTest_OfALedgerThatWasTamperedWith_NamesTheRows()
    {
        string folder = CopyOf(small.Folder);
        (string customer, SendRow gone, SendRow moved) = await TamperAsync(folder);
        CommandRun run = Run(folder, "--format", "json");
        Assert.Equal(1, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] found = [.. document.RootElement.GetProperty("differences").EnumerateArray()];
        Assert.Equal(
            new[] { gone, moved }.Select(r => $"{r.Key.EnrollmentId} {r.Key.StepId}").Order(StringComparer.Ordinal),
            found.Select(d => $"{d.GetProperty("enrollmentId").GetString()} {d.GetProperty("step").GetString()}").Order(StringComparer.Ordinal));
        Assert.All(found, d => Assert.Equal("unknown", d.GetProperty("cause").GetString()));
        Assert.DoesNotContain(customer, run.Output, StringComparison.Ordinal);
        CommandRun words = Run(folder);
        Assert.Equal(1, words.ExitCode);
        Assert.Contains(gone.Key.EnrollmentId, words.Output, StringComparison.Ordinal);
        Assert.Contains("2 differ: unknown 2", words.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21", "is not over by the shop's clock")]
    [InlineData("2026-11-20", "2026-11-19", "--from lies behind --until")]
    public void BackTest_OfDaysThatHaveNotPassed_IsRefused(string from, string until, string refusal)
    {
        CommandRun run = CommandRun.Of("backtest", "--data", small.Folder, "--from", from, "--until", until);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(refusal, run.Error, StringComparison.Ordinal);
    }

    /// <summary>As somebody does whose server cannot: what goes under the draft, and that nothing was said of the ledger.</summary>
    [Fact]
    public async Task BackTest_OfDrafts_SaysWhatWouldGo_AndComparesNothing()
    {
        string folder = CopyOf(small.Folder);
        CommandRun none = Run(folder, "--drafts");
        Assert.Equal((1, true), (none.ExitCode, none.Error.Contains("there are no drafts", StringComparison.Ordinal)));
        await using (SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System))
        {
            DraftStore drafts = new(storage.Tables, new Clocks(TimeProvider.System, TimeProvider.System));
            const string Short = """
                id: long
                purpose: transactional
                trigger: { type: order, nth: every }
                steps:
                  - { id: third, after: 3d, send: { channel: [line, email], message: thank-you } }

                """;
            await drafts.SaveAsync(new TemplateName(TemplateKind.Journey, "long"), null, Short, null, null, default);
        }

        CommandRun run = Run(folder, "--drafts", "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement result = run.Json().GetProperty("result");
        string[] steps = [.. result.GetProperty("perStep").EnumerateArray().Select(s => $"{s.GetProperty("journey")} {s.GetProperty("step")}").Distinct()];
        Assert.Equal(["long third", "thank-you thanks"], steps);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("check").ValueKind);
        Assert.EndsWith("would have gone out with the drafts", Run(folder, "--drafts").OutputLines[^1], StringComparison.Ordinal);
    }

    private static CommandRun Run(string folder, params string[] options) =>
        CommandRun.Of(["backtest", "--data", folder, "--from", "2026-10-22", "--until", "2026-11-20", .. options]);

    /// <summary>One message of the days is taken away, and another one goes two days later.</summary>
    private static async Task<(string Customer, SendRow Gone, SendRow Moved)> TamperAsync(string folder)
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System);
        DateTimeOffset from = SmallDemo.Clock.AddDays(-20);
        List<(string Customer, SendRow Row)> sent = [];
        AllCustomers all = new(storage.Tables);
        CustomerPage page;
        for (CustomerPlace? place = null; (page = await all.PageAsync(place, 500, default)).End is { } end; place = end)
        {
            foreach (string id in page.CustomerIds)
            {
                sent.AddRange((await new CustomerOutcomes(storage.Tables).OfAsync(id, default)).Sends
                    .Where(r => r.State == SendState.Sent && r.DueAt > from && r.DueAt < SmallDemo.Clock.AddDays(-5)).Select(r => (id, r)));
            }
        }

        (string customer, SendRow gone) = sent[0];
        (string other, SendRow moved) = sent[^1];
        Assert.NotEqual(gone.Key, moved.Key);
        await storage.Tables.WriteAsync(Tables.Customers, customer, new EntityChange.Delete(SendRows.KeyOf(gone.Key)), default);
        await storage.Tables.WriteAsync(
            Tables.Customers, other, new EntityChange.Put(SendRows.Row(other, moved with { SettledAt = moved.SettledAt!.Value.AddDays(2) })), default);
        return (customer, gone, moved);
    }

    private string CopyOf(string folder)
    {
        string copy = Directory.CreateDirectory(temporary.PathOf("copy")).FullName;
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
