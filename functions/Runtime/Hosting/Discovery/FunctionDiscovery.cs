using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Finds the functions among types and refuses what a real host would refuse, or would accept and then never run.</summary>
internal sealed class FunctionDiscovery(IReadOnlyList<TriggerKind> kinds)
{
    private const BindingFlags Methods =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="InvalidOperationException">Faulty functions; the text names every fault with its method and remedy.</exception>
    public FunctionCatalog Find(IEnumerable<Type> types)
    {
        List<string> faults = [];
        List<FunctionEntry> entries = [];
        foreach (MethodInfo method in types.SelectMany(t => t.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute)
            {
                Read(method, attribute.Name, entries, faults);
            }
        }

        faults.AddRange(FunctionChecks.Duplicates(entries));
        return faults.Count == 0
            ? new FunctionCatalog(entries)
            : throw new InvalidOperationException(
                "These functions cannot run:" +
                string.Concat(faults.Order(StringComparer.Ordinal).Select(f => $"{Environment.NewLine}- {f}")));
    }

    private void Read(MethodInfo method, string name, List<FunctionEntry> entries, List<string> faults)
    {
        List<string> found = [.. FunctionChecks.OfMethod(method, name)];
        (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers =
            [.. method.GetParameters().SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>(), (p, t) => (p, t))];
        TriggerKind? kind = triggers.Length == 1 ? kinds.FirstOrDefault(k => k.AttributeType == triggers[0].Trigger.GetType()) : null;
        if (kind is null)
        {
            found.Add($"has {triggers.Length} triggers; give exactly one parameter exactly one trigger");
        }
        else
        {
            FunctionEntry entry = new(name, method, triggers[0].Parameter, triggers[0].Trigger, kind);
            entries.Add(entry);
            found.AddRange(kind.Faults(entry));
            found.AddRange(ParameterSources.Unbindable(entry));
            if (FunctionChecks.OfRetries(entry) is { } fault)
            {
                found.Add(fault);
            }
        }

        faults.AddRange(found.Select(f => $"{FunctionEntry.PlaceOf(method)} (function '{name}') {f}."));
    }
}
