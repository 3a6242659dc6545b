using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>A host with orchestrations, and an operator's requests to it.</summary>
internal sealed class ManagementBed : IAsyncDisposable
{
    public const string Instances = "/runtime/webhooks/durabletask/instances";

    private ManagementBed(HostedApp app) => App = app;

    public HostedApp App { get; }

    public DurableTaskClient Engine => App.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<ManagementBed> StartAsync(Action<FunctionsApplicationBuilder>? configure = null) =>
        new(await HostedApp.StartAsync(configure ?? (_ => { }), typeof(ManagedFunctions)));

    public static Action<FunctionsApplicationBuilder> OnDisk(string folder) => builder =>
    {
        builder.Configuration["Runtime:InMemory"] = "false";
        builder.Configuration["Storage:Directory"] = folder;
    };

    /// <summary>Starts an instance, and waits until it rests or has ended.</summary>
    public async Task BeginAsync(string name, string id, object? input = null)
    {
        await Engine.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
        await (name is "Listen" or "Sleep" ? Engine.WaitForInstanceStartAsync(id) : Engine.WaitForInstanceCompletionAsync(id)).InTimeAsync();
    }

    public async Task<Answer> AskAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage response = await App.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response.Headers);
    }

    public Task<Answer> GetAsync(string path) => AskAsync(HttpMethod.Get, Instances + path);

    public Task<Answer> PostAsync(string path, string? json = null) => AskAsync(HttpMethod.Post, Instances + path, json);

    public Task<Answer> DeleteAsync(string path) => AskAsync(HttpMethod.Delete, Instances + path);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

internal sealed record Answer(int Status, JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers)
{
    public string[] Ids => [.. Body.EnumerateArray().Select(i => i.GetProperty("instanceId").GetString()!)];

    public string? Text(string name) => Body.GetProperty(name).GetString();
}
