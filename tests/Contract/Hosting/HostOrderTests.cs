using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What stands when something else starts, and still stands when it stops.</summary>
public sealed class HostOrderTests
{
    [Fact]
    public async Task Listeners_StartAfterHttpAndStopBeforeIt()
    {
        QueueBed bed = new();
        bed.Deliveries.Hold();
        await bed.SendAsync("calls-back", "1");
        await using HostedApp app = await bed.StartAsync(typeof(CallsBack));
        CallsBack.Address.SetResult(app.Address);
        await bed.Deliveries.TakeAsync();

        Task stop = app.StopAsync(); // the function is in the middle of its work
        bed.Deliveries.Release();
        await stop.InTimeAsync();

        Assert.Equal("200 then a client that works", await CallsBack.Result.Task.InTimeAsync());
    }

    [Fact]
    public async Task RuntimeFile_OfAnotherProcess_StopsTheStart()
    {
        using TemporaryFolder folder = new();
        await using RuntimeFile other = RuntimeFile.Open(folder.Path);
        void OnDisk(FunctionsApplicationBuilder builder)
        {
            builder.Configuration["Runtime:InMemory"] = "false";
            builder.Configuration["Storage:Directory"] = folder.Path;
        }

        IHost host = HostedApp.Build(OnDisk).Host;

        SqliteFileException fault = await Assert.ThrowsAsync<SqliteFileException>(() => host.StartAsync());
        Assert.Contains("runtime.db is in use by another process", fault.Message, StringComparison.Ordinal);
        host.Dispose();
    }

    [Fact]
    public async Task RuntimeFile_IsFreeAgainAfterTheStop()
    {
        using TemporaryFolder folder = new();
        void OnDisk(FunctionsApplicationBuilder builder)
        {
            builder.Configuration["Runtime:InMemory"] = "false";
            builder.Configuration["Storage:Directory"] = folder.Path;
        }

        await using (await HostedApp.StartAsync(OnDisk))
        {
        }

        await using RuntimeFile file = RuntimeFile.Open(folder.Path);
        Assert.NotNull(file);
    }

    [Fact]
    public async Task InMemory_LeavesNothingOnTheDisk()
    {
        using TemporaryFolder folder = new();
        await using (await HostedApp.StartAsync(b => b.Configuration["Storage:Directory"] = folder.Path))
        {
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    public static class CallsBack
    {
        public static readonly TaskCompletionSource<Uri> Address = new();
        public static readonly TaskCompletionSource<string> Result = new();

        [Function("calls-back")]
        public static async Task Run([QueueTrigger("calls-back")] string message, [DurableClient] DurableTaskClient client, FunctionContext context)
        {
            await context.InstanceServices.GetRequiredService<Deliveries>().AddAsync(message);
            using HttpClient http = new() { BaseAddress = await Address.Task };
            using HttpResponseMessage response = await http.GetAsync("/api/answers");
            bool works = await client.GetInstanceAsync("nobody") is null;
            Result.SetResult($"{(int)response.StatusCode} then a client that {(works ? "works" : "does not")}");
        }

        [Function("answers")]
        public static void Answer([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }
}
