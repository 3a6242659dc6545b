using System.Net;
using System.Text;
using Azure.Storage.Queues;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Support;

/// <summary>The real pipeline behind the catch-all function, over a world in which a shop has lived. Every answer must be as the
/// committed document says.</summary>
internal sealed class ApiBed : IDisposable
{
    private readonly ServiceProvider services;
    private readonly ConsolePipeline pipeline;

    /// <param name="tables">In place of the world's.</param>
    /// <param name="isDocumented">False for requests that only ask for the document itself.</param>
    /// <param name="accessor">Null: the host has none.</param>
    /// <param name="add">What a shop has connected.</param>
    public ApiBed(
        TestWorld world, IEntityTables? tables = null, bool isDocumented = true, IHttpContextAccessor? accessor = null, Action<IServiceCollection>? add = null)
    {
        ServiceCollection all = new();
        all.AddLogging();
        all.AddSingleton<System.Diagnostics.DiagnosticListener>(_ => new System.Diagnostics.DiagnosticListener("tests"));
        all.AddSingleton<IHostEnvironment>(new HostingEnvironment { ApplicationName = "tests", EnvironmentName = Environments.Production });
        all.AddSingleton(tables ?? world.Tables).AddSingleton(world.Clocks);
        all.AddSingleton<QueueServiceClient>(world.Queues).AddSingleton<IWorkQueues, WorkQueues>();
        all.AddSingleton(new ShopSources(world.Sources)).AddSingleton(new ShopApis(world.Apis)).AddSingleton<OutboxMessages>().AddSingleton<IExports>(world.Exports);
        all.AddSingleton<ICustomerReach, CustomerReach>();
        StageServices.Add(all, TestShop.Settings);
        FollowUpServices.AddCertificates(all, new CertificateSettings(CertifiedShop.Key(1)));
        ApiServices.Add(all, new AccessRule(new ApiKeys([]), SignInSettings.Nobody, isBehindAnother: false), SignInSettings.Nobody, new LinkSettings(new Uri("http://127.0.0.1:7071/"), new byte[32]));
        if (accessor is not null)
        {
            all.AddSingleton(accessor);
        }

        add?.Invoke(all);
        services = all.BuildServiceProvider();
        pipeline = new ConsolePipeline(services);
        IsDocumented = isDocumented;
    }

    public IServiceProvider Services => services;

    private bool IsDocumented { get; }

    public void Dispose() => services.Dispose();

    /// <summary>The answer, which must be 200.</summary>
    public async Task<ApiAnswer> GetAsync(string pathAndQuery)
    {
        ApiAnswer answer = await SendAsync("GET", pathAndQuery);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{pathAndQuery}: {(int)answer.Status} {answer.Text}");
        return answer;
    }

    /// <summary>Asks from the machine itself, unless changed.</summary>
    public async Task<ApiAnswer> SendAsync(string method, string pathAndQuery, string? json = null, Action<HttpContext>? change = null)
    {
        int queryAt = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = queryAt < 0 ? pathAndQuery : pathAndQuery[..queryAt];
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = scope.ServiceProvider };
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("127.0.0.1", 7071);
        context.Request.Path = new PathString(Uri.UnescapeDataString(path));
        context.Request.QueryString = new QueryString(queryAt < 0 ? "" : pathAndQuery[queryAt..]);
        if (json is not null)
        {
            context.Request.ContentType = "application/json";
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        }

        context.Response.Body = body;
        change?.Invoke(context);
        await pipeline.RunAsync(context);
        ApiAnswer answer = new((HttpStatusCode)context.Response.StatusCode, context.Response.ContentType, context.Response.Headers, Encoding.UTF8.GetString(body.ToArray())) { Bytes = body.ToArray() };
        if (IsDocumented)
        {
            ApiContract.Committed.Check(method, path, (int)answer.Status, answer.ContentType, answer.Text);
        }

        return answer;
    }

    /// <summary>All items of a list, page after page.</summary>
    /// <returns>Each as its JSON text, with how many pages had any.</returns>
    public async Task<(IReadOnlyList<string> Items, int Pages)> PagesAsync(string pathAndQuery, int limit, Func<Task>? between = null)
    {
        List<string> items = [];
        int pages = 0;
        string? next = null;
        do
        {
            string joint = pathAndQuery.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            ApiAnswer page = await GetAsync($"{pathAndQuery}{joint}limit={limit}{(next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))}");
            string[] some = [.. page.Items.Select(i => i.GetRawText())];
            Assert.InRange(some.Length, 0, limit);
            items.AddRange(some);
            pages += some.Length > 0 ? 1 : 0;
            next = page.Next;
            await (between?.Invoke() ?? Task.CompletedTask);
        }
        while (next is not null);
        return (items, pages);
    }
}
