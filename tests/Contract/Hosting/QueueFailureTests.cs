using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What becomes of messages whose function fails, and of those that take long.</summary>
public sealed class QueueFailureTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Message_ThatAlwaysFails_IsDeliveredFiveTimesAndThenPoison()
    {
        QueueBed bed = new();
        await bed.SendAsync("failing", "bad");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Failing));

        await Eventually.TrueAsync(() => bed.Count("failing-poison") == 1, "the message is poison");

        await bed.EmptyAsync("failing");
        Assert.Equal(["bad 1", "bad 2", "bad 3", "bad 4", "bad 5"], await TakeAsync(bed, 5));
        Assert.Equal(5, bed.Deliveries.Count);
        Assert.Equal(["bad"], await bed.VisibleAsync("failing-poison"));
        Assert.Contains(app.Log.Lines, l => l.Text.EndsWith("went to the poison queue after 5 deliveries", StringComparison.Ordinal));
        Assert.Equal(5, app.Log.Lines.Count(l => l.Exception is InvalidDataException));
        Assert.DoesNotContain(app.Log.Lines, l => l.Text.Contains("bad", StringComparison.Ordinal)); // payloads are not for logs
    }

    [Fact]
    public async Task Message_ThatIsNotJsonOfItsType_IsPoison()
    {
        QueueBed bed = new();
        await bed.SendAsync("as-json", "not JSON");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Payloads), ("maxDequeueCount", "1"));

        await Eventually.TrueAsync(() => bed.Count("as-json-poison") == 1, "the message is poison");

        Assert.Equal(0, bed.Deliveries.Count);
    }

    [Fact]
    public async Task Message_DeliveredTooOftenBefore_IsPoisonWithoutBeingRun()
    {
        QueueBed bed = new();
        await bed.SendAsync("failing", "deadly");
        await ReceiveTimesAsync(bed.Service.GetQueueClient("failing"), 2);
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Failing), ("maxDequeueCount", "2"));

        await Eventually.TrueAsync(() => bed.Count("failing-poison") == 1, "the message is poison");

        Assert.Equal(0, bed.Deliveries.Count);
    }

    [Fact]
    public async Task Message_AtItsLastDelivery_IsRun()
    {
        QueueBed bed = new();
        await bed.SendAsync("failing", "last");
        await ReceiveTimesAsync(bed.Service.GetQueueClient("failing"), 1);
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Failing), ("maxDequeueCount", "2"));

        Assert.Equal("last 2", await bed.Deliveries.TakeAsync());
    }

    [Fact]
    public async Task VisibilityTimeout_OfHostJson_HoldsAFailedMessageBack()
    {
        ManualClock clock = new(Noon);
        QueueBed bed = new(clock);
        await bed.SendAsync("failing", "bad");
        await RunOneAsync(bed, typeof(QueueFunctions.Failing), ("visibilityTimeout", "00:00:30"));

        clock.MoveTo(Noon.AddSeconds(30).AddMilliseconds(-1));
        Assert.Empty(await bed.VisibleAsync("failing"));
        clock.MoveTo(Noon.AddSeconds(30));
        Assert.Equal(["bad"], await bed.VisibleAsync("failing"));
    }

    [Fact]
    public async Task PoisonQueue_HasNoPoisonQueueOfItsOwn()
    {
        ManualClock clock = new(Noon);
        QueueBed bed = new(clock);
        await bed.SendAsync("failing-poison", "bad");
        await RunOneAsync(bed, typeof(QueueFunctions.FailingOnPoison), ("maxDequeueCount", "1"));

        Assert.Equal(0, bed.Count("failing-poison-poison"));
        clock.MoveTo(Noon.AddMinutes(10).AddMilliseconds(-1)); // hidden for its lease, so that it does not go round and round
        Assert.Empty(await bed.VisibleAsync("failing-poison"));
        clock.MoveTo(Noon.AddMinutes(10));
        Assert.Equal(["bad"], await bed.VisibleAsync("failing-poison"));
    }

    [Fact]
    public async Task Message_ThatTakesLong_KeepsItsLeaseAndIsDeletedInTheEnd()
    {
        ManualClock clock = new(Noon);
        QueueBed bed = new(clock);
        bed.Deliveries.Hold();
        await bed.SendAsync("orders-late", "slow");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Simple));
        await bed.Deliveries.TakeAsync();

        for (int minutes = 5; minutes <= 60; minutes += 5)
        {
            await Eventually.TrueAsync(() => clock.WaitingCount == 1, "the lease waits for its renewal");
            clock.MoveTo(Noon.AddMinutes(minutes));
        }

        await Eventually.TrueAsync(() => clock.WaitingCount == 1, "the lease was renewed");
        Assert.Empty(await bed.VisibleAsync("orders-late"));
        bed.Deliveries.Release();
        await bed.EmptyAsync("orders-late");

        Assert.Equal(1, bed.Deliveries.Count);
        Assert.DoesNotContain(app.Log.Lines, l => l.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Message_ThatSomebodyElseHolds_IsLeftToThem()
    {
        QueueBed bed = new();
        await bed.SendAsync("robbed", "contested");
        await using HostedApp app = await bed.StartAsync(typeof(QueueFunctions.Robbed));

        await Eventually.TrueAsync(() => app.Log.Lines.Any(l => l.Text.Contains("could not be settled")), "the loss is logged");
        Assert.Equal(1, bed.Count("robbed"));
    }

    /// <summary>One delivery, settled.</summary>
    private static async Task RunOneAsync(QueueBed bed, Type functions, (string Key, string Value) setting)
    {
        await using HostedApp app = await bed.StartAsync(functions, setting);
        Assert.Equal("bad 1", await bed.Deliveries.TakeAsync());
    }

    private static async Task<string[]> TakeAsync(QueueBed bed, int count)
    {
        List<string> taken = [];
        while (taken.Count < count)
        {
            taken.Add(await bed.Deliveries.TakeAsync());
        }

        return [.. taken];
    }

    /// <summary>Deliveries to processes that died: the message comes back, counted.</summary>
    private static async Task ReceiveTimesAsync(QueueClient queue, int times)
    {
        for (int n = 0; n < times; n++)
        {
            QueueMessage message = (await queue.ReceiveMessagesAsync()).Value.Single();
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt);
        }
    }
}
