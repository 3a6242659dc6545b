using System.Text.Json;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>What a host tells of its queues.</summary>
public sealed class QueueStatusTests
{
    [Fact]
    public async Task QueueOfPoison_HasNoPoisonOfItsOwn()
    {
        QueueBed bed = new();
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.FailingOnPoison));
        using JsonDocument poison = JsonDocument.Parse(await app.Client.GetStringAsync(OwnApi.Path + "/status"));
        Assert.Equal("""[{"name":"failing-poison","waiting":0}]""", poison.RootElement.GetProperty("queues").GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
    }

    [Fact]
    public async Task OtherQueue_HasItsPoisonBeside()
    {
        QueueBed bed = new();
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Failing));
        await bed.SendAsync("failing-poison", "bad");
        using JsonDocument status = JsonDocument.Parse(await app.Client.GetStringAsync(OwnApi.Path + "/status"));
        JsonElement queue = Assert.Single(status.RootElement.GetProperty("queues").EnumerateArray());
        Assert.Equal(("failing", 1), (queue.GetProperty("name").GetString(), queue.GetProperty("poison").GetInt32()));
    }
}
