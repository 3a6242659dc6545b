using System.Text;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Rules for new instances.</summary>
internal static class Starts
{
    private const int IdLengthMax = 100;

    public static TaskFailureDetails IdIsTaken(string instanceId) => TaskFailureDetails.FromException(Taken(instanceId));

    public static OrchestrationAlreadyExistsException Taken(string instanceId) =>
        new($"An orchestration instance '{instanceId}' already exists and may not be replaced.");

    public static InstanceRow Row(string instanceId, HistoryEvent.ExecutionStarted start, DateTimeOffset now) => new()
    {
        Id = instanceId,
        ExecutionId = start.ExecutionId,
        Name = start.Name,
        Version = start.Version,
        Status = OrchestrationRuntimeStatus.Pending,
        CreatedAt = now.ToUniversalTime(),
        UpdatedAt = now.ToUniversalTime(),
        Input = start.Input,
        Tags = start.Tags,
        Parent = start.Parent,
        Trace = start.Trace,
    };

    /// <summary>The same ids are refused here as on Azure, where they become parts of addresses and keys.</summary>
    /// <exception cref="ArgumentException">The id cannot be used.</exception>
    public static void CheckId(string instanceId)
    {
        bool isGood = instanceId.Length is > 0 and <= IdLengthMax
            && instanceId[0] != '@'
            && !instanceId.Any(c => char.IsControl(c) || c is '/' or '\\' or '#' or '?')
            && !instanceId.EnumerateRunes().Contains(Rune.ReplacementChar); // half a character would be stored as this one
        if (!isGood)
        {
            throw new ArgumentException(
                $"An instance id has 1 to {IdLengthMax} characters, does not begin with @, and holds none of / \\ # ?, control characters "
                + "or halves of characters.",
                nameof(instanceId));
        }
    }

    /// <summary>By default a finished instance is replaced; with a list, whatever is not in the list.</summary>
    /// <exception cref="ArgumentException">The list has a name that is no status.</exception>
    public static Predicate<OrchestrationRuntimeStatus> MayReplace(IReadOnlyList<string>? dedupeStatuses)
    {
        if (dedupeStatuses is null)
        {
            return status => status
                is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
        }

        HashSet<OrchestrationRuntimeStatus> kept = [.. dedupeStatuses.Select(Status)];
        return status => !kept.Contains(status);
    }

    private static OrchestrationRuntimeStatus Status(string name) =>
        Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status)
        && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(status)
            ? status
            : throw new ArgumentException($"'{name}' is no orchestration status.", nameof(name));
}
