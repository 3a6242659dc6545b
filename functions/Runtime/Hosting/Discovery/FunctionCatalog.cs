using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The functions of the application, all sound, in the order of their names: the order in which routes are tried.</summary>
internal sealed class FunctionCatalog(IEnumerable<FunctionEntry> entries)
{
    public IReadOnlyList<EmbeddedFunction> All { get; } =
        [.. entries.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).Select(e => new EmbeddedFunction(e))];

    public IEnumerable<(EmbeddedFunction Function, T Trigger)> TriggeredBy<T>()
        where T : TriggerBindingAttribute =>
        All.Where(f => f.Entry.Trigger is T).Select(f => (f, (T)f.Entry.Trigger));
}
