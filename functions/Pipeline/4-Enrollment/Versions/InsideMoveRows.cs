using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How moves of those inside are kept. Names are kept for ever.</summary>
internal static class InsideMoveRows
{
    public static Entity Row(InsideMove move, string partition) => new EntityProperties()
        .Set("JourneyId", move.JourneyId)
        .Set("Version", move.Version)
        .Set("From", move.From)
        .Set("Left", move.Left)
        .Set("Stay", move.Stay)
        .Set("Rounds", move.Rounds)
        .Set("NextAt", move.NextAt)
        .Set("IsDone", move.IsDone)
        .Row(partition, move.JourneyId);

    public static InsideMove Move(Entity row) => new(
        row.Text("JourneyId")!, (int)row.Number("Version")!.Value, row.Text("From"), (int)row.Number("Left")!.Value, (int)row.Number("Stay")!.Value,
        (int)row.Number("Rounds")!.Value, row.Instant("NextAt")!.Value, row.Flag("IsDone"));
}
