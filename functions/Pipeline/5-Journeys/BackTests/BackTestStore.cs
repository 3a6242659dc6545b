using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Back-tests that were asked for, with what came of them, for some days.</summary>
public sealed class BackTestStore(IEntityTables tables, Clocks clocks)
{
    /// <summary>How long results are kept, on the system clock.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private const string Partition = "backtests";

    /// <summary>The back-test; null when there is none of that id.</summary>
    public async Task<BackTestJob?> FindAsync(string id, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Drafts, Partition, RowKeys.Of(id), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Keeps its state, over what was kept of it.</summary>
    public Task KeepAsync(BackTestJob job, CancellationToken cancellationToken)
    {
        EntityProperties properties = new EntityProperties()
            .Set("Id", job.Id)
            .Set("State", job.State)
            .Set("From", (DateOnly?)job.From)
            .Set("Until", (DateOnly?)job.Until)
            .Set("AskedAt", job.AskedAt)
            .Set("Fault", job.Fault);
        LongText.Set(properties, "Results", StoredJson.Write(job.Results));
        return tables.WriteAsync(Tables.Drafts, Partition, new EntityChange.Put(properties.Row(Partition, RowKeys.Of(job.Id))), cancellationToken);
    }

    /// <summary>Removes what is older than it is kept.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = clocks.System.GetUtcNow() - KeptFor;
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Drafts, Partition), cancellationToken))
        {
            if (row.Instant("AskedAt") < before)
            {
                await tables.WriteAsync(Tables.Drafts, Partition, new EntityChange.Delete(row.RowKey), cancellationToken);
            }
        }
    }

    private static BackTestJob Read(Entity row) => new(
        row.Text("Id")!,
        row.Word<BackTestState>("State"),
        row.Day("From")!.Value,
        row.Day("Until")!.Value,
        row.Instant("AskedAt")!.Value,
        StoredJson.Read<IReadOnlyList<BackTestResult>>(LongText.Read(row, "Results")))
    {
        Fault = row.Text("Fault"),
    };
}

/// <summary>A back-test.</summary>
/// <param name="From">The first day that is counted.</param>
/// <param name="Until">The last day.</param>
/// <param name="AskedAt">On the system clock.</param>
/// <param name="Results">What is known so far.</param>
public sealed record BackTestJob(string Id, BackTestState State, DateOnly From, DateOnly Until, DateTimeOffset AskedAt, IReadOnlyList<BackTestResult> Results)
{
    /// <summary>Why it failed; null when it did not.</summary>
    public string? Fault { get; init; }
}

/// <summary>What came of one set of journeys.</summary>
public sealed record BackTestResult(BackTestPlan Plan, BackTestFigures Figures);

/// <summary>Which journeys are tried.</summary>
public enum BackTestPlan
{
    /// <summary>Those that are live.</summary>
    Published,

    /// <summary>The drafts over them.</summary>
    Drafts,
}

/// <summary>How far a back-test has come.</summary>
public enum BackTestState
{
    /// <summary>Days pass.</summary>
    Running,

    /// <summary>It is over.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}
