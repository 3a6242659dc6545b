using System.Text;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>A host with the event functions, and the requests of Event Grid.</summary>
internal sealed class EventBed : IAsyncDisposable
{
    private const string Path = "/runtime/webhooks/eventgrid";

    private EventBed(HostedApp app) => App = app;

    public HostedApp App { get; }

    public IReadOnlyList<string> Runs => App.Services.GetRequiredService<EventRuns>().Lines;

    public static async Task<EventBed> StartAsync(Action<FunctionsApplicationBuilder>? configure = null) => new(await HostedApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<EventRuns>();
            configure?.Invoke(builder);
        },
        typeof(EventFunctions)));

    /// <param name="kind">Of <c>aeg-event-type</c>; null for none.</param>
    /// <param name="query">After the function's name.</param>
    public static HttpRequestMessage Request(
        string function, string body, string? kind = "Notification", string contentType = "application/json", string query = "") => WithKind(
        new HttpRequestMessage(HttpMethod.Post, $"{Path}?functionName={function}{query}") { Content = Content(body, contentType) }, kind);

    public static HttpRequestMessage Options(string function, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Options, $"{Path}?functionName={function}");
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return await App.Client.SendAsync(request);
        }
    }

    /// <summary>The status of the answer to a delivery.</summary>
    public async Task<int> PostAsync(string function, string body, string? kind = "Notification", string contentType = "application/json", string query = "")
    {
        using HttpResponseMessage response = await SendAsync(Request(function, body, kind, contentType, query));
        return (int)response.StatusCode;
    }

    public static string Cloud(string id, string type = "made", string data = "7") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/shop","type":"{{type}}","time":"2026-11-01T00:00:00Z","data":{{data}}}""";

    public static string Grid(string id, string type = "made", string data = "7") =>
        $$"""{"id":"{{id}}","topic":"/topics/shop","subject":"s","eventType":"{{type}}","eventTime":"2026-11-01T00:00:00Z","data":{{data}},"dataVersion":"1","metadataVersion":"1"}""";

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static ByteArrayContent Content(string body, string contentType)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static HttpRequestMessage WithKind(HttpRequestMessage request, string? kind)
    {
        if (kind is not null)
        {
            request.Headers.Add("aeg-event-type", kind);
        }

        return request;
    }
}
