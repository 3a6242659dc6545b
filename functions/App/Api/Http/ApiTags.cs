namespace FollowUpFlows.App.Api.Http;

/// <summary>Marks of states, as headers write them.</summary>
internal static class ApiTags
{
    /// <summary>The mark; null when the header is missing or is not one mark in quotes.</summary>
    public static string? Unquoted(string? tag) => tag is ['"', .. var inner, '"'] && inner.Length > 0 ? inner : null;
}
