namespace FollowUpFlows.Pipeline.Templates;

/// <summary>What is wrong with a template file.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Line">From 1; null when it is about the file as a whole.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
public sealed record TemplateFault(string File, int? Line, string Message)
{
    /// <summary>The form that editors and terminals turn into a link.</summary>
    public override string ToString() => Line is null ? $"{File}: {Message}" : $"{File}:{Line}: {Message}";
}

/// <summary>A template as read: either a value, or the faults that refuse it.</summary>
/// <param name="Value">Null exactly when there are faults.</param>
public sealed record TemplateReading<T>(T? Value, IReadOnlyList<TemplateFault> Faults)
    where T : class;
