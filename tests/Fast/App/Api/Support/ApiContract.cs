using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Support;

/// <summary>An OpenAPI document as a contract: whether answers are as it says.</summary>
internal sealed class ApiContract(JsonElement document)
{
    public static string FilePath { get; } = Repository.PathOf("docs", "openapi.v1.json");

    public static ApiContract Committed { get; } = new(JsonDocument.Parse(File.ReadAllText(FilePath)).RootElement);

    /// <summary>Every operation: path, method in capital letters, and what the document says of it.</summary>
    public IEnumerable<(string Path, string Method, JsonElement Operation)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (path.Name, operation.Name.ToUpperInvariant(), operation.Value);

    /// <summary>Fails unless the answer is one that the document knows, in the form that it gives. Addresses and methods that it does
    /// not know must be refused.</summary>
    public void Check(string method, string path, int status, string? contentType, string text)
    {
        string faults = string.Join("\n", FaultsOf(method, path, status, contentType, text));
        Assert.True(faults.Length == 0, $"{method} {path} does not answer as documented:\n{faults}\n{text}");
    }

    public IReadOnlyList<string> FaultsOf(string method, string path, int status, string? contentType, string text)
    {
        if (method is "HEAD" or "OPTIONS")
        {
            return text.Length == 0 || status >= 400 ? [] : ["has a body"];
        }

        JsonElement? found = Operations.Where(o => o.Method == method && IsAt(o.Path, path)).OrderBy(o => o.Path.Count(c => c == '{')).Select(o => (JsonElement?)o.Operation).FirstOrDefault();
        if (found is not { } operation)
        {
            return status is 401 or 404 or 405 || path.StartsWith("/openapi", StringComparison.Ordinal) ? [] : [$"is not documented, and answers {status}"];
        }

        if (!operation.GetProperty("responses").TryGetProperty($"{status}", out JsonElement response))
        {
            return [$"the status {status} is not documented"];
        }

        if (!response.TryGetProperty("content", out JsonElement content))
        {
            return text.Length == 0 ? [] : ["has a body that is not documented"];
        }

        string mediaType = (contentType ?? "").Split(';')[0];
        return mediaType.Length > 0 && !mediaType.EndsWith("json", StringComparison.Ordinal) && content.TryGetProperty(mediaType, out _) ? []  // no JSON: it has no form
            : content.TryGetProperty(mediaType, out JsonElement media)
            ? [.. new SchemaCheck(document).FaultsOf(JsonDocument.Parse(text).RootElement, media.GetProperty("schema"), "$")]
            : [$"the media type '{mediaType}' is not documented"];
    }

    private static bool IsAt(string template, string path)
    {
        string[] wanted = template.Split('/');
        string[] given = path.Split('/');
        return wanted.Length == given.Length && wanted.Zip(given).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.Second.Length > 0));
    }
}
