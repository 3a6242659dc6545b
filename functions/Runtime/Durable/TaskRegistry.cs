namespace FollowUpFlows.Runtime.Durable;

/// <summary>Orchestrators and activities by name, compared without regard to case. Filled before the engine starts.</summary>
internal sealed class TaskRegistry
{
    private readonly Dictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The name is empty or taken by another orchestrator.</exception>
    public void AddOrchestrator(string name, OrchestratorFunction function) => Add(orchestrators, name, function, "orchestrator");

    /// <exception cref="ArgumentException">The name is empty or taken by another activity.</exception>
    public void AddActivity(string name, ActivityFunction function) => Add(activities, name, function, "activity");

    public OrchestratorFunction? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    public ActivityFunction? FindActivity(string name) => activities.GetValueOrDefault(name);

    private static void Add<T>(Dictionary<string, T> tasks, string name, T function, string kind)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        if (!tasks.TryAdd(name, function))
        {
            throw new ArgumentException($"There is already an {kind} named '{name}'.", nameof(name));
        }
    }
}
