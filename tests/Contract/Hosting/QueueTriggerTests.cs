using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>How messages reach functions.</summary>
public sealed class QueueTriggerTests
{
    private readonly QueueBed bed = new();

    [Theory]
    [InlineData("as-text", "注文 1", "text 注文 1")]
    [InlineData("as-json", """{ "ID": "o-1", "lines": 3 }""", "order o-1 of 3")] // case does not count
    [InlineData("as-list", "[1, 2]", "list 1+2")]
    [InlineData("as-binary", "注文", "binary 注文")]
    [InlineData("as-bytes", "注文", "bytes 6")]
    [InlineData("as-message", "hello", "message hello 1")]
    public async Task Message_IsReadAsTheParametersType(string queue, string message, string expected)
    {
        await bed.SendAsync(queue, message);
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Payloads));

        Assert.Equal(expected, await bed.Deliveries.TakeAsync());
        await bed.EmptyAsync(queue);
    }

    [Theory]
    [InlineData("base64", "cGxhaW4=")]
    [InlineData("none", "cGxhaW4=")]
    [InlineData("base64", "plain")]
    public async Task Message_ThatCouldBeEncoded_ArrivesAsItWasSent(string encoding, string message)
    {
        await bed.SendAsync("as-text", message);
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Payloads), ("messageEncoding", encoding));

        Assert.Equal("text " + message, await bed.Deliveries.TakeAsync());
        await bed.EmptyAsync("as-text");
    }

    [Fact]
    public async Task QueueName_MayHoldASetting_AndTheQueueMayComeLater()
    {
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Simple));

        await bed.SendAsync("orders-late", "first");

        Assert.Equal("first", await bed.Deliveries.TakeAsync());
    }

    [Fact]
    public async Task BindingData_DescribesTheDelivery()
    {
        await bed.SendAsync("described", "x");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Described));

        Assert.Equal("told True", await bed.Deliveries.TakeAsync());
    }

    [Fact]
    public async Task Messages_RunSideBySide_UpToBatchSizeAndThreshold()
    {
        bed.Deliveries.Hold();
        await bed.SendAsync("orders-late", [.. Enumerable.Range(0, 12).Select(n => $"{n}")]);
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Simple), ("batchSize", "4"), ("newBatchThreshold", "4"));

        await Eventually.TrueAsync(() => bed.Deliveries.Current == 8, "two batches of four run");
        Assert.Equal(4, (await bed.VisibleAsync("orders-late")).Length); // the third was not even taken
        bed.Deliveries.Release();
        await bed.EmptyAsync("orders-late");

        Assert.Equal(12, bed.Deliveries.Count);
        Assert.Equal(8, bed.Deliveries.MostAtOnce);
    }

    [Fact]
    public async Task Threshold_ThatIsZero_WaitsForTheWholeBatch()
    {
        bed.Deliveries.Hold();
        await bed.SendAsync("orders-late", "1", "2", "3");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Simple), ("batchSize", "2"), ("newBatchThreshold", "0"));

        await Eventually.TrueAsync(() => bed.Deliveries.Current == 2, "one batch of two runs");
        Assert.Equal(["3"], await bed.VisibleAsync("orders-late"));
        bed.Deliveries.Release();

        await bed.EmptyAsync("orders-late");
        Assert.Equal(2, bed.Deliveries.MostAtOnce);
    }

    [Fact]
    public async Task Function_ThatBlocks_DoesNotHoldUpTheOthersOfItsBatch()
    {
        await bed.SendAsync("blocking", "1", "2");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Blocking));

        await bed.EmptyAsync("blocking");
    }

    [Fact]
    public async Task Stop_WaitsForTheMessagesInWork()
    {
        bed.Deliveries.Hold();
        await bed.SendAsync("orders-late", "1");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Simple));
        await bed.Deliveries.TakeAsync();

        Task stop = app.StopAsync();
        Assert.False(stop.IsCompleted);
        bed.Deliveries.Release();
        await stop.InTimeAsync();

        Assert.Equal(0, bed.Count("orders-late"));
    }

    [Fact]
    public async Task Stop_AfterTheDrainTime_GivesTheMessageBackAtOnce()
    {
        bed.Deliveries.Hold();
        await bed.SendAsync("orders-late", "1");
        await using HostedApp app = await bed.StartAsync(
            typeof(QueueFunctions.Simple), b => b.Configuration["Runtime:DrainSeconds"] = "0", ("maxDequeueCount", "1"));
        await bed.Deliveries.TakeAsync();

        await app.StopAsync().InTimeAsync();

        Assert.Equal(["1"], await bed.VisibleAsync("orders-late")); // not to the poison queue: the message did nothing wrong
    }

    [Fact]
    public async Task QueueFunction_WithoutQueues_StopsTheStartWithTheRemedy()
    {
        IHost host = HostedApp.Build(b => b.Services.AddSingleton(bed.Deliveries).AddSingleton("no queues"), typeof(QueueFunctions.Described)).Host;

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("register an Azure.Storage.Queues.QueueServiceClient", fault.Message, StringComparison.Ordinal);
        host.Dispose();
    }
}
