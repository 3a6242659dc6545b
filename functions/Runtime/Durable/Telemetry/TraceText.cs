using System.Diagnostics;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>A span as it is stored with what it causes: W3C's <c>traceparent</c>, then, after a space, <c>tracestate</c> when there is
/// one.</summary>
internal static class TraceText
{
    /// <summary>Null: nobody traces.</summary>
    public static string? Of(Activity? span) => span is { IdFormat: ActivityIdFormat.W3C } ? Of(span.Context) : null;

    public static string Of(ActivityContext span)
    {
        string parent = $"00-{span.TraceId}-{span.SpanId}-{(int)span.TraceFlags:x2}";
        return string.IsNullOrEmpty(span.TraceState) ? parent : $"{parent} {span.TraceState}";
    }

    /// <summary>Null for a text that is none: then nothing is traced.</summary>
    public static ActivityContext? Read(string? text)
    {
        string[] parts = text?.Split(' ', 2) ?? [];
        return parts.Length > 0 && ActivityContext.TryParse(parts[0], parts.ElementAtOrDefault(1), isRemote: true, out ActivityContext span)
            ? span
            : null;
    }
}
