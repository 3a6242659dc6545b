using System.Collections.Concurrent;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Functions that take events by every kind of parameter, and note what they were given.</summary>
public sealed class EventFunctions(EventRuns runs)
{
    [Function("one-text")]
    public void OneText([EventGridTrigger] string told) => runs.Add(told);

    [Function("one-data")]
    public void OneData([EventGridTrigger] BinaryData told) => runs.Add(told.ToString());

    [Function("one-cloud")]
    public void OneCloud([EventGridTrigger] CloudEvent told) => runs.Add($"{told.Source} {told.Id} {told.Type} {told.Data}");

    [Function("one-grid")]
    public void OneGrid([EventGridTrigger] EventGridEvent told) => runs.Add($"{told.Topic} {told.Id} {told.EventType} {told.Data}");

    [Function("one-object")]
    public void OneObject([EventGridTrigger] Told told) => runs.Add($"{told.Id} {told.Type}");

    [Function("all-text")]
    public void AllText([EventGridTrigger(IsBatched = true)] string[] told) => runs.Add(string.Join('|', told));

    [Function("all-data")]
    public void AllData([EventGridTrigger(IsBatched = true)] BinaryData[] told) => runs.Add(string.Join('|', told.AsEnumerable()));

    [Function("all-cloud")]
    public void AllCloud([EventGridTrigger(IsBatched = true)] CloudEvent[] told) => runs.Add(string.Join('|', told.Select(t => t.Id)));

    [Function("all-grid")]
    public void AllGrid([EventGridTrigger(IsBatched = true)] EventGridEvent[] told) => runs.Add(string.Join('|', told.Select(t => t.Id)));

    [Function("picky")]
    public void Picky([EventGridTrigger] CloudEvent told)
    {
        runs.Add(told.Id);
        if (told.Type == "bad")
        {
            throw new InvalidOperationException("No such type.");
        }
    }

    public sealed record Told(string Id, string Type);
}

/// <summary>What the functions were given, a line each run.</summary>
public sealed class EventRuns
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public void Add(string line) => lines.Enqueue(line);
}
