namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Escapes text for HTML, between elements and inside quoted attributes alike. Japanese stays readable.</summary>
internal static class HtmlText
{
    public static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);
}
