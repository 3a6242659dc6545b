using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads <c>defaults:</c>, the texts that stand in for missing values.</summary>
internal static class DefaultsReader
{
    /// <summary>By the field's full name.</summary>
    public static IReadOnlyDictionary<string, string> Read(TemplateMap root)
    {
        Dictionary<string, string> defaults = new(StringComparer.Ordinal);
        if (root.OptionalMap("defaults") is not { } map)
        {
            return defaults;
        }

        foreach ((string name, string text) in map.Texts())
        {
            if (Fault(name, text) is { } fault)
            {
                map.Refuse(name, fault);
            }
            else
            {
                defaults[name] = MergeText.Clean(text)!;
            }
        }

        return defaults;
    }

    private static string Names => string.Join(", ", MergeFields.All.Where(CanHaveDefault).Select(f => f.Name));

    private static string? Fault(string name, string text) => MergeFields.Find(name) switch
    {
        null => $"'{name}' is not a merge field; expected one of {Names}",
        { Presence: MergePresence.Always } => $"'{name}' is never missing; remove its default",
        { } field when !CanHaveDefault(field) => $"'{name}' cannot have a default",
        _ when text.Contains("{{", StringComparison.Ordinal) => $"the default of '{name}' must be plain text without merge fields",
        _ => MergeText.Clean(text) is null ? $"the default of '{name}' is blank" : null,
    };

    private static bool CanHaveDefault(MergeField field) => field.Kind == MergeKind.Text && field.Presence != MergePresence.Always;
}
