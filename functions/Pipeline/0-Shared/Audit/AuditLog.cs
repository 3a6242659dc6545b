using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Audit;

/// <summary>Who changed what, and when (操作の記録): an act is noted before it is done, so that none goes unseen, and its outcome afterwards.</summary>
public sealed class AuditLog(IEntityTables tables, Clocks clocks)
{
    private const string Partition = "acts";
    private static readonly string Prefix = RowKeys.Under("act");

    /// <summary>Notes what is about to be done.</summary>
    /// <returns>The note, for <see cref="EndAsync"/>.</returns>
    public async Task<AuditNote> BeginAsync(AuditedAct act, CancellationToken cancellationToken)
    {
        DateTimeOffset at = clocks.System.GetUtcNow();
        AuditNote note = new(RowKeys.Of("act", RowKeys.LatestFirst(at), Guid.NewGuid().ToString("N")), at, act, null);
        await tables.WriteAsync(Tables.Audit, Partition, new EntityChange.Insert(Row(note)), cancellationToken);
        return note;
    }

    /// <summary>Notes what came of it. What was refused has changed nothing, and leaves no trace.</summary>
    /// <param name="status">Of HTTP.</param>
    public Task EndAsync(AuditNote note, int status, CancellationToken cancellationToken)
    {
        EntityChange change = status is >= 400 and < 500 ? new EntityChange.Delete(note.Key) : new EntityChange.Put(Row(note with { Status = status }));
        return tables.WriteAsync(Tables.Audit, Partition, change, cancellationToken);
    }

    /// <summary>The latest first.</summary>
    public Task<ListPage<AuditNote>> PageAsync(Predicate<AuditNote> isWanted, ListRange range, CancellationToken cancellationToken) =>
        PartitionWalk.Over(tables, Tables.Audit, Prefix).PageAsync(
            [Partition], range, (row, _) => Task.FromResult(Note(row) is var note && isWanted(note) ? note : null), cancellationToken);

    private static Entity Row(AuditNote note) => new EntityProperties()
        .Set("At", note.At)
        .Set("By", note.Act.By)
        .Set("Role", note.Act.Role)
        .Set("Way", note.Act.Way)
        .Set("Act", note.Act.Name)
        .Set("About", note.Act.About)
        .Set("Status", note.Status)
        .Row(Partition, note.Key);

    private static AuditNote Note(Entity row) => new(
        row.RowKey,
        row.Instant("At")!.Value,
        new AuditedAct(row.Text("By")!, row.Text("Role")!, row.Text("Way")!, row.Text("Act")!, row.Text("About")),
        (int?)row.Number("Status"));
}

/// <summary>Something that somebody does over the API.</summary>
/// <param name="By">Who, as the shop calls them.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Way">How they showed who they are.</param>
/// <param name="Name">Of the operation, as the document of the API has it: <c>resumeJourney</c>.</param>
/// <param name="About">The ids in its address; null without any. Never anything of the body.</param>
public sealed record AuditedAct(string By, string Role, string Way, string Name, string? About);

/// <summary>An act in the log.</summary>
/// <param name="Key">Its place.</param>
/// <param name="At">When it began, real time, UTC.</param>
/// <param name="Status">The answer's status; null where it is not known whether it was done: it is under way, or the server ended.</param>
public sealed record AuditNote(string Key, DateTimeOffset At, AuditedAct Act, int? Status);
