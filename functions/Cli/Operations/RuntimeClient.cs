using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Hosting;

namespace FollowUpFlows.Cli.Operations;

/// <summary>The host did not do what it was asked; the text says why and what to do.</summary>
internal sealed class RuntimeRefusal(string message) : Exception(message);

/// <summary>An operator's requests, the same to every host.</summary>
/// <param name="IsHere">The host has the data folder of this machine.</param>
/// <param name="IsServed">An engine runs, so that what is asked is done soon and not at the next start.</param>
internal sealed record RuntimeClient(HttpClient Http, bool IsHere, bool IsServed)
{
    private const string Instances = DurableTaskApi.Path + "/instances";
    private const int PageSize = 100;

    /// <summary>Null: the host is no embedded server.</summary>
    public async Task<JsonObject?> StatusAsync(CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Get, OwnApi.Path + "/status", cancellationToken) as JsonObject;

    public async Task<JsonObject?> BackUpAsync(CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Post, OwnApi.Path + "/backup", cancellationToken) as JsonObject;

    public async Task<JsonObject?> CheckAsync(CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Get, OwnApi.Path + "/check", cancellationToken) as JsonObject;

    public async Task<JsonObject?> RepairAsync(CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Post, OwnApi.Path + "/repair", cancellationToken) as JsonObject;

    /// <param name="query">As the addresses of the extension take it, without a question mark.</param>
    public async Task<List<JsonObject>> ListAsync(string query, int limit, CancellationToken cancellationToken)
    {
        List<JsonObject> found = [];
        string? token = null;
        do
        {
            using HttpRequestMessage request = new(HttpMethod.Get, $"{Instances}?top={Math.Min(limit, PageSize)}&showInput=false&{query}");
            if (token is not null)
            {
                request.Headers.Add(InstanceReading.ContinuationHeader, token);
            }

            using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken);
            found.AddRange((await ContentAsync(response, cancellationToken))?.AsArray().OfType<JsonObject>() ?? []);
            token = response.Headers.TryGetValues(InstanceReading.ContinuationHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        }
        while (token is { Length: > 0 } and not "null" && found.Count < limit);
        return [.. found.Take(limit)];
    }

    /// <summary>Null: there is no such instance.</summary>
    public async Task<JsonObject?> ShowAsync(string id, string query, CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Get, $"{Instances}/{Uri.EscapeDataString(id)}?{query}", cancellationToken) as JsonObject;

    /// <returns>202 accepted, 404 unknown, 410 finished.</returns>
    public async Task<HttpStatusCode> SteerAsync(string id, string operation, string? reason, CancellationToken cancellationToken)
    {
        string query = reason is null ? "" : $"?reason={Uri.EscapeDataString(reason)}";
        using HttpResponseMessage response = await Http.PostAsync($"{Instances}/{Uri.EscapeDataString(id)}/{operation}{query}", null, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone))
        {
            await ContentAsync(response, cancellationToken);
        }

        return response.StatusCode;
    }

    /// <param name="what">An id behind a slash, or a query.</param>
    /// <returns>How many are gone.</returns>
    public async Task<int> PurgeAsync(string what, CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Delete, Instances + what, cancellationToken) is JsonObject answer
            ? answer.FirstOrDefault(p => p.Key.Equals("instancesDeleted", StringComparison.OrdinalIgnoreCase)).Value?.GetValue<int>() ?? 0
            : 0;

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path);
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ContentAsync(response, cancellationToken);
    }

    private static async Task<JsonNode?> ContentAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return text.Length == 0 ? null : Parse(text);
        }

        throw new RuntimeRefusal(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $"the host wants a key: put it into the environment variable {RuntimeDoor.KeyVariable}"
            : $"the host answered {(int)response.StatusCode}{DetailOf(text)}");
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new RuntimeRefusal("the host answered something that is no JSON; is --url that of FollowUpFlows?");
        }
    }

    private static string DetailOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject problem && problem["detail"]?.GetValue<string>() is { } detail ? $": {detail}" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
