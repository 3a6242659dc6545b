using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Management;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>While the disk does not keep up, senders are asked to come again.</summary>
public sealed class DiskGuardTests
{
    [Fact]
    public async Task Post_WhileTheDiskDoesNotKeepUp_IsSentAway_AndNothingAcceptedIsLost()
    {
        using TemporaryFolder folder = new();
        await using HostedApp app = await HostedApp.StartAsync(
            builder =>
            {
                ManagementBed.OnDisk(folder.PathOf("data"))(builder);
                builder.Services.AddSingleton(new WriteDelayLimit(TimeSpan.FromSeconds(1)));
            },
            typeof(Taking));
        RuntimeFile file = app.Services.GetRequiredService<RuntimeFile>();
        Assert.Equal(200, await PostAsync(app));
        using ManualResetEventSlim disk = new();
        Task<int> stuck = file.File.WriteAsync(s =>
        {
            disk.Wait();
            return 1;
        });
        Task<int> behind = file.File.WriteAsync(s => s.Execute("INSERT INTO messages (instance_id, event) VALUES ('x', x'00')"));
        try
        {
            await Eventually.TrueAsync(() => file.File.WriteDelay > TimeSpan.FromSeconds(1), "a write waits");
            using HttpResponseMessage sent = await app.Client.PostAsync("/api/take", null);
            Assert.Equal((503, TimeSpan.FromSeconds(10)), ((int)sent.StatusCode, sent.Headers.RetryAfter!.Delta));
            Assert.Equal(503, await PostAsync(app));
            Assert.Equal("taken", await app.GetAsync("/api/take"));
        }
        finally
        {
            disk.Set(); // or the host could not stop
        }

        Assert.Equal((1, 1), (await stuck.InTimeAsync(), await behind.InTimeAsync()));
        await Eventually.TrueAsync(() => file.File.WriteDelay == TimeSpan.Zero, "nothing waits");
        Assert.Equal(200, await PostAsync(app));
        Assert.Single(app.Log.Lines, l => l.Text.Contains("does not keep up", StringComparison.Ordinal));
    }

    private static async Task<int> PostAsync(HostedApp app)
    {
        using HttpResponseMessage response = await app.Client.PostAsync("/api/take", null);
        return (int)response.StatusCode;
    }

    public static class Taking
    {
        [Function("Take")]
        public static IResult Take([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "take")] HttpRequest request) =>
            TypedResults.Text("taken");
    }
}
