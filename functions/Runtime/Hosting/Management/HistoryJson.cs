using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>A history in the extension's words: an end tells what it ended and when that began. What has not ended yet stands for
/// itself, which the extension leaves out.</summary>
/// <remarks>The engine keeps one time for all that an episode took in, and so do these.</remarks>
internal sealed class HistoryJson
{
    private readonly Dictionary<int, JsonObject> open = [];
    private readonly List<JsonObject> shown = [];
    private readonly bool showInput;
    private readonly bool showOutput;
    private DateTimeOffset at;

    private HistoryJson(bool showInput, bool showOutput)
    {
        this.showInput = showInput;
        this.showOutput = showOutput;
    }

    public static JsonArray Of(IReadOnlyList<HistoryEvent> history, OrchestrationMetadata metadata, bool showInput, bool showOutput)
    {
        HistoryJson writer = new(showInput, showOutput);
        foreach (HistoryEvent one in history)
        {
            writer.Add(one);
        }

        if (metadata.IsCompleted)
        {
            writer.at = metadata.LastUpdatedAt;
            JsonObject end = writer.Begin("ExecutionCompleted");
            end["OrchestrationStatus"] = metadata.RuntimeStatus.ToString();
            writer.Output(end, metadata.SerializedOutput);
        }

        return [.. writer.shown];
    }

    private void Add(HistoryEvent one)
    {
        switch (one)
        {
            case HistoryEvent.EpisodeStarted episode:
                at = episode.At;
                break;
            case HistoryEvent.ExecutionStarted started:
                Input(Named("ExecutionStarted", started.Name), started.Input);
                break;
            case HistoryEvent.Decision decision:
                AddDecision(decision);
                break;
            case HistoryEvent.TaskCompleted completed:
                Output(End(completed.Id, isFailure: false), completed.Result);
                break;
            case HistoryEvent.TaskFailed failed:
                Fail(End(failed.Id, isFailure: true), failed.Failure);
                break;
            case HistoryEvent.TimerFired fired:
                EndTimer(fired);
                break;
            case HistoryEvent.Arrival arrival:
                AddArrival(arrival);
                break;
        }
    }

    private void AddDecision(HistoryEvent.Decision decision)
    {
        switch (decision)
        {
            case HistoryEvent.ActivityScheduled activity:
                open[decision.Id] = Input(Named("TaskScheduled", activity.Name), activity.Input);
                break;
            case HistoryEvent.ChildScheduled child:
                open[decision.Id] = Input(Named("SubOrchestrationInstanceCreated", child.Name), child.Input);
                open[decision.Id]["InstanceId"] = child.InstanceId;
                break;
            case HistoryEvent.TimerCreated timer:
                open[decision.Id] = Begin("TimerCreated");
                open[decision.Id]["FireAt"] = Time(timer.FireAt);
                break;
            case HistoryEvent.EventSent sent:
                JsonObject line = Begin("EventSent");
                (line["Name"], line["InstanceId"]) = (sent.Name, sent.InstanceId);
                Input(line, sent.Payload);
                break;
        }
    }

    private void AddArrival(HistoryEvent.Arrival arrival)
    {
        switch (arrival)
        {
            case HistoryEvent.EventRaised raised:
                JsonObject line = Begin("EventRaised");
                line["Name"] = raised.Name;
                Input(line, raised.Payload);
                break;
            case HistoryEvent.Suspended suspended:
                Begin("ExecutionSuspended")["Reason"] = suspended.Reason;
                break;
            case HistoryEvent.Resumed resumed:
                Begin("ExecutionResumed")["Reason"] = resumed.Reason;
                break;
            case HistoryEvent.Terminated terminated:
                Input(Begin("ExecutionTerminated"), terminated.Output);
                break;
        }
    }

    /// <summary>The line of what began is replaced by that of its end, at the place of the end.</summary>
    private JsonObject End(int id, bool isFailure)
    {
        JsonObject? begun = open.GetValueOrDefault(id);
        bool isChild = begun?["InstanceId"] is not null;
        JsonObject line = Begin((isChild ? "SubOrchestrationInstance" : "Task") + (isFailure ? "Failed" : "Completed"));
        Replace(id, begun, line);
        return line;
    }

    private void EndTimer(HistoryEvent.TimerFired fired)
    {
        JsonObject line = Begin("TimerFired");
        line["FireAt"] = Time(fired.FireAt);
        Replace(fired.Id, open.GetValueOrDefault(fired.Id), line);
    }

    private void Replace(int id, JsonObject? begun, JsonObject line)
    {
        if (begun is null)
        {
            return; // a late answer to a call that a former generation made
        }

        shown.Remove(begun);
        open.Remove(id);
        line["ScheduledTime"] = begun["Timestamp"]!.GetValue<string>();
        foreach (string name in new[] { "FunctionName", "InstanceId", "Input" })
        {
            if (begun[name] is { } value)
            {
                line[name] = value.DeepClone();
            }
        }
    }

    private static void Fail(JsonObject line, TaskFailureDetails? failure)
    {
        line["Reason"] = failure?.ErrorMessage;
        line["ErrorType"] = failure?.ErrorType;
    }

    private JsonObject Named(string type, string name)
    {
        JsonObject line = Begin(type);
        line["FunctionName"] = name;
        return line;
    }

    private JsonObject Begin(string type)
    {
        JsonObject line = new() { ["EventType"] = type, ["Timestamp"] = Time(at) };
        shown.Add(line);
        return line;
    }

    private JsonObject Input(JsonObject line, string? json)
    {
        if (showInput && json is not null)
        {
            line["Input"] = InstanceJson.Value(json);
        }

        return line;
    }

    private void Output(JsonObject line, string? json)
    {
        if (showOutput)
        {
            line["Result"] = InstanceJson.Value(json);
        }
    }

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
