using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>The orchestrations that have ended, as the management API shows them.</summary>
internal static class EndedOrchestrations
{
    private const string Instances = "/runtime/webhooks/durabletask/instances";
    private const string Continuation = "x-ms-continuation-token";

    /// <summary>How many completed: in the history of each every step that began has one end, and none has another.</summary>
    public static async Task<int> CountAsync(FollowUpServer server)
    {
        Assert.Empty(await IdsAsync(server, "Failed,Terminated"));
        List<string> ids = await IdsAsync(server, "Completed");
        foreach (string id in ids)
        {
            JsonElement instance = await server.Http.GetFromJsonAsync<JsonElement>($"{Instances}/{Uri.EscapeDataString(id)}?showHistory=true");
            string[] events = [.. instance.GetProperty("historyEvents").EnumerateArray().Select(e => e.GetProperty("EventType").GetString()!)];
            Assert.Contains("TaskCompleted", events);
            Assert.DoesNotContain("TaskScheduled", events); // what has not ended stands for itself
            Assert.DoesNotContain("TaskFailed", events);
        }

        return ids.Count;
    }

    private static async Task<List<string>> IdsAsync(FollowUpServer server, string statuses)
    {
        List<string> ids = [];
        string token = "";
        do
        {
            using HttpRequestMessage request = new(HttpMethod.Get, $"{Instances}?top=1000&showInput=false&runtimeStatus={statuses}");
            request.Headers.Add(Continuation, token);
            using HttpResponseMessage response = await server.Http.SendAsync(request);
            JsonElement page = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            ids.AddRange(page.EnumerateArray().Select(i => i.GetProperty("instanceId").GetString()!));
            token = response.Headers.TryGetValues(Continuation, out IEnumerable<string>? next) ? next.First() : "";
        }
        while (token.Length > 0);
        return ids;
    }
}
