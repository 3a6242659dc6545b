using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Journeys.Histories;

/// <summary>One run of an orchestration from its start to its end, as committed: what happened to it, and what it did about it.</summary>
/// <param name="Generations">The second and later ones were begun anew by the one before.</param>
internal sealed record GoldenHistory(string Orchestrator, IReadOnlyList<IReadOnlyList<GoldenEpisode>> Generations)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static GoldenHistory Read(string path) => JsonSerializer.Deserialize<GoldenHistory>(File.ReadAllText(path), Form)!;

    /// <summary>A line for each event: to be read, and compared.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        IEnumerable<string> generations = Generations.Select(g => $"[\n{string.Join(",\n", g.Select(Lines))}\n]");
        File.WriteAllText(path, $$"""{"orchestrator": "{{Orchestrator}}", "generations": [{{string.Join(", ", generations)}}]}{{"\n"}}""");
    }

    private static string Lines(GoldenEpisode episode) =>
        $$"""{"at": {{Text(episode.At)}}, "happened": [{{Lines(episode.Happened)}}], "decided": [{{Lines(episode.Decided)}}]"""
        + (episode.Cancelled is { } cancelled ? $", \"cancelled\": {Text(cancelled)}" : "")
        + (episode.End is { } end ? $", \"end\": {Text(end)}" : "")
        + "}";

    private static string Lines(IEnumerable<GoldenEvent> events) => string.Join(",", events.Select(e => $"\n  {Text(e)}"));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Form);
}

/// <param name="At">What its clock showed.</param>
/// <param name="Cancelled">Numbers of timers that need not fire any more.</param>
/// <param name="End">Null while it waits.</param>
internal sealed record GoldenEpisode(
    DateTimeOffset At, IReadOnlyList<GoldenEvent> Happened, IReadOnlyList<GoldenEvent> Decided, IReadOnlyList<int>? Cancelled, GoldenEvent? End);

/// <param name="Id">Number of the decision that it is, or answers.</param>
/// <param name="Data">Input, result or payload.</param>
/// <param name="At">When the timer is due.</param>
internal sealed record GoldenEvent(string Kind, int? Id = null, string? Name = null, JsonElement? Data = null, DateTimeOffset? At = null)
{
    public static GoldenEvent Of(HistoryEvent one) => one switch
    {
        HistoryEvent.ExecutionStarted e => new("started", Name: e.Name, Data: Json(e.Input)),
        HistoryEvent.TaskCompleted e => new("completed", e.Id, Data: Json(e.Result)),
        HistoryEvent.TaskFailed e => new("failed", e.Id, e.Failure!.ErrorType),
        HistoryEvent.TimerFired e => new("fired", e.Id, At: e.FireAt),
        HistoryEvent.EventRaised e => new("raised", (int)e.Number, e.Name, Json(e.Payload)),
        HistoryEvent.ActivityScheduled e => new("activity", e.Id, e.Name, Json(e.Input)),
        HistoryEvent.TimerCreated e => new("timer", e.Id, At: e.FireAt),
        _ => throw new ArgumentException($"A history of a journey has no {one.GetType().Name}.", nameof(one)),
    };

    public static GoldenEvent? Of(Ending? ending) => ending switch
    {
        null => null,
        Ending.Completed e => new("result", Data: Json(e.Result)),
        Ending.ContinuedAsNew e => new("anew", Id: e.Carried.Count, Data: Json(e.Input)),
        Ending.Failed e => new("fault", Name: e.Failure.ErrorType, Data: JsonSerializer.SerializeToElement(e.Failure.ErrorMessage)),
        _ => throw new ArgumentException($"A journey does not end as {ending.GetType().Name}.", nameof(ending)),
    };

    public HistoryEvent Event() => Kind switch
    {
        "started" => new HistoryEvent.ExecutionStarted(Name!, "execution", null, Text(), null, null),
        "completed" => new HistoryEvent.TaskCompleted(Id!.Value, Text()),
        "failed" => new HistoryEvent.TaskFailed(Id!.Value, new TaskFailureDetails(Name!, "away", null, null, null), IsFinal: false),
        "fired" => new HistoryEvent.TimerFired(Id!.Value, At!.Value),
        "raised" => new HistoryEvent.EventRaised(Id!.Value, Name!, Text()),
        "activity" => new HistoryEvent.ActivityScheduled(Id!.Value, Name!, Text()),
        "timer" => new HistoryEvent.TimerCreated(Id!.Value, At!.Value),
        _ => throw new InvalidDataException($"A history has the unknown event '{Kind}'."),
    };

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);

    private string? Text() => Data?.GetRawText();
}
