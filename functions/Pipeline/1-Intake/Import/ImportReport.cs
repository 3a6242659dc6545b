using System.Collections.Concurrent;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>What a file did.</summary>
/// <param name="Added">Rows of something new.</param>
/// <param name="Updated">Rows that changed what was known.</param>
/// <param name="Unchanged">Rows that said what was known.</param>
/// <param name="Refused">Rows that were left out, by line.</param>
public sealed record ImportReport(int Added, int Updated, int Unchanged, IReadOnlyList<RefusedRow> Refused);

/// <summary>A row that was left out.</summary>
/// <param name="Line">On which it begins, from 1.</param>
/// <param name="Reason">What was found, what was expected.</param>
public sealed record RefusedRow(int Line, string Reason);

/// <summary>Counts what becomes of rows that are entered side by side.</summary>
/// <param name="progress">Told how many rows more are done.</param>
internal sealed class ImportTally(IProgress<int>? progress)
{
    private readonly ConcurrentQueue<RefusedRow> refused = new();
    private readonly int[] counts = new int[Enum.GetValues<RecordEffect>().Length];

    public ImportReport Report() => new(
        counts[(int)RecordEffect.Added],
        counts[(int)RecordEffect.Updated],
        counts[(int)RecordEffect.Unchanged],
        [.. refused.OrderBy(r => r.Line)]);

    public void Count(int line, RecordEffect effect)
    {
        if (effect == RecordEffect.Forgotten)
        {
            Refuse(line, "the customer has asked to be forgotten; a row is taken again with a registered_at after that");
            return;
        }

        Interlocked.Increment(ref counts[(int)effect]);
        progress?.Report(1);
    }

    public void Refuse(int line, string reason)
    {
        refused.Enqueue(new RefusedRow(line, reason));
        progress?.Report(1);
    }
}
