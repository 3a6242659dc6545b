using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>A functions application on a free port, with the functions of the given classes, and a client for it.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private readonly IHost host;

    private HostedApp(IHost host, LogRecord log)
    {
        this.host = host;
        Log = log;
        Address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public LogRecord Log { get; }

    public IServiceProvider Services => host.Services;

    public static Task<HostedApp> StartAsync(params Type[] functionClasses) => StartAsync(_ => { }, functionClasses);

    public static async Task<HostedApp> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] functionClasses)
    {
        (IHost host, LogRecord log) = Build(configure, functionClasses);
        await host.StartAsync();
        return new HostedApp(host, log);
    }

    /// <summary>As <see cref="StartAsync(Type[])"/>, but not started.</summary>
    public static (IHost Host, LogRecord Log) Build(Action<FunctionsApplicationBuilder> configure, params Type[] functionClasses)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        LogRecord log = new();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration["Runtime:InMemory"] = "true";
        builder.ConfigureFunctionsWebApplication();
        builder.FunctionClasses = functionClasses;
        configure(builder);
        return (builder.Build(), log);
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path);

    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}

/// <summary>Short ways to what host.json says.</summary>
internal static class HostJson
{
    public static void SetHostJson(this FunctionsApplicationBuilder builder, string key, string value) =>
        builder.Configuration[$"AzureFunctionsJobHost:{key}"] = value;

    public static void SetRoutePrefix(this FunctionsApplicationBuilder builder, string prefix) =>
        builder.SetHostJson("extensions:http:routePrefix", prefix);
}
