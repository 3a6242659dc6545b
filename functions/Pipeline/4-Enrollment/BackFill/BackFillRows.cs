using System.Collections.Immutable;
using System.Globalization;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How back-fills, and broadcasts, are kept. Names are kept for ever.</summary>
internal static class BackFillRows
{
    public static Entity Row(BackFillJob job, string partition) => Properties(job).Row(partition, job.Order.JourneyId);

    public static EntityProperties Properties(BackFillJob job) => new EntityProperties()
        .Set("JourneyId", job.Order.JourneyId)
        .Set("IsPreview", job.Order.IsPreview)
        .Set("PerDay", job.Order.PerDay)
        .Set("AskedAt", job.Order.AskedAt)
        .Set("StartOn", (DateOnly?)job.Order.StartOn)
        .Set("ModelId", job.Order.RankModelId)
        .Set("State", job.State)
        .Set("Looked", job.Count.Looked)
        .Set("Entered", job.Count.Entered)
        .SetJson("ByRank", [.. job.Count.ByRank.Select(r => new Counted(r.Key, r.Value))])
        .SetJson("ByDay", [.. job.Count.ByDay.Select(d => new Counted(d.Key.ToString("O", CultureInfo.InvariantCulture), d.Value))])
        .Set("Shard", job.From?.Shard)
        .Set("After", job.From?.CustomerId)
        .Set("By", job.Act?.By)
        .Set("Why", job.Act?.Why)
        .Set("StartAt", job.Order.StartAt)
        .Set("PerHour", job.Order.PerHour)
        .Set("Max", job.Order.Max)
        .Set("NextAt", job.NextAt)
        .Set("Unreadable", job.Count.Unreadable)
        .Set("ByLine", job.Count.Sends?.Line)
        .Set("ByEmail", job.Count.Sends?.Email)
        .Set("Withheld", job.Count.Sends?.Withheld)
        .Set("Over", job.Count.Over);

    public static BackFillJob Job(Entity row)
    {
        BackFillOrder order = new(
            row.Text("JourneyId")!, row.Flag("IsPreview"), (int?)row.Number("PerDay"), row.Instant("AskedAt")!.Value, row.Day("StartOn")!.Value, row.Text("ModelId"))
        {
            StartAt = row.Instant("StartAt"),
            PerHour = (int?)row.Number("PerHour"),
            Max = (int?)row.Number("Max"),
        };
        BackFillCount count = new(
            (int)row.Number("Looked")!.Value,
            (int)row.Number("Entered")!.Value,
            row.Json<Counted>("ByRank").ToImmutableSortedDictionary(c => c.Of, c => c.Count, StringComparer.Ordinal),
            row.Json<Counted>("ByDay").ToImmutableSortedDictionary(c => DateOnly.ParseExact(c.Of, "O", CultureInfo.InvariantCulture), c => c.Count))
        {
            Over = (int)row.Number("Over")!.Value,
            Unreadable = (int)(row.Number("Unreadable") ?? 0),
            Sends = row.Number("ByLine") is { } line ? new SendForecast((int)line, (int)row.Number("ByEmail")!.Value, (int)row.Number("Withheld")!.Value) : null,
        };
        CustomerPlace? from = row.Text("After") is { } after ? new CustomerPlace((int)row.Number("Shard")!.Value, after) : null;
        return new BackFillJob(order, row.Word<BackFillState>("State"), count, from)
        {
            NextAt = row.Instant("NextAt"),
            Act = row.Text("By") is { } by ? new OperatorAct(by, row.Text("Why") ?? "") : null,
        };
    }

    private sealed record Counted(string Of, int Count);
}
