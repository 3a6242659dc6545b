using Azure.Storage.Queues.Models;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

public abstract class WorkQueuesContract<TStore> : QueueTests<TStore>
    where TStore : IQueueStore, new()
{
    private WorkQueues WorkQueues => new(Service);

    [Fact]
    public async Task Send_ToAQueueThatIsNotThere_MakesIt()
    {
        await WorkQueues.SendAsync("sending", "c1", TimeSpan.Zero, CancellationToken.None);
        await WorkQueues.SendAsync("sending", "c2", TimeSpan.Zero, CancellationToken.None);
        QueueMessage[] received = await Service.GetQueueClient("sending").ReceiveMessagesAsync(32);
        Assert.Equal(["c1", "c2"], received.Select(m => m.MessageText));
    }

    [Fact]
    public async Task Send_ToANewQueueFromMany_LosesNothing()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => WorkQueues.SendAsync("sending", $"{i}", TimeSpan.Zero, CancellationToken.None)));
        QueueProperties properties = await Service.GetQueueClient("sending").GetPropertiesAsync();
        Assert.Equal(20, properties.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Send_NeverExpires_AndIsHiddenForTheDelay()
    {
        await WorkQueues.SendAsync("work", "a", TimeSpan.FromDays(7), CancellationToken.None);
        Pass(TimeSpan.FromDays(7) - Tick);
        Assert.Empty(await ReceiveTextsAsync());
        Pass(TimeSpan.FromDays(1000));
        Assert.Equal(["a"], await ReceiveTextsAsync());
    }

    [Fact]
    public async Task Send_BeyondTheLimits_IsTheCallersFault()
    {
        string full = new('雪', 16_384); // 48 KiB
        await WorkQueues.SendAsync("work", full, TimeSpan.Zero, CancellationToken.None);
        await MustThrowAsync("work", full + "a", TimeSpan.Zero);
        await MustThrowAsync("Work", "a", TimeSpan.Zero);
        await MustThrowAsync("work", "a", -Tick);
        await MustThrowAsync("work", "a", TimeSpan.FromDays(7) + Tick);
        Assert.Equal(1, await CountAsync());
    }

    private async Task MustThrowAsync(string queue, string message, TimeSpan delay) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await WorkQueues.SendAsync(queue, message, delay, CancellationToken.None));
}

public sealed class InMemoryWorkQueuesTests : WorkQueuesContract<InMemoryQueueStore>;

public sealed class SqliteWorkQueuesTests : WorkQueuesContract<SqliteQueueStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureWorkQueuesTests : WorkQueuesContract<AzureQueueStore>;
