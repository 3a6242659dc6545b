using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Questions in GraphQL.</summary>
internal static class GraphQl
{
    public static HttpRequestMessage Ask(string path, string query, object variables) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(new { query, variables }) };

    /// <summary>The answer to the question's one field; null where the shop says that there is none.</summary>
    /// <param name="access">What an operator looks at.</param>
    /// <exception cref="ShopApiException">The shop did not answer the question.</exception>
    public static JsonElement? Field(ShopAnswer answer, string field, string access)
    {
        using JsonDocument json = answer.Ok(access).Json();
        JsonElement root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("errors", out _)
            || !root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(field, out JsonElement found))
        {
            // Never the words of the errors: they may repeat what was asked for.
            throw new ShopApiException(ShopApiFailure.Rejected, $"the shop's API did not answer the question for '{field}'; check {access}, and what the app may read");
        }

        return found.ValueKind == JsonValueKind.Null ? null : found.Clone();
    }
}
