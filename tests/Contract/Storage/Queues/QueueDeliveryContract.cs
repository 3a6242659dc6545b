using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

public abstract class QueueDeliveryContract<TStore> : QueueTests<TStore>
    where TStore : IQueueStore, new()
{
    [Fact]
    public async Task Receive_AMessage_SaysAllThatIsKnownOfIt()
    {
        SendReceipt sent = await Queue.SendMessageAsync("<会員> & \U0001F600\n");
        DateTimeOffset sentAt = Now;
        Pass(Second);
        QueueMessage message = await ReceiveOneAsync();
        Assert.Equal("<会員> & \U0001F600\n", message.MessageText);
        Assert.Equal(sent.MessageId, message.MessageId);
        Assert.Equal(sentAt, message.InsertedOn);
        Assert.Equal(sentAt + TimeSpan.FromDays(7), message.ExpiresOn);
        Assert.Equal(Now + TimeSpan.FromSeconds(30), message.NextVisibleOn);
        Assert.Equal(1, message.DequeueCount);
        Assert.Equal((sentAt, sentAt + TimeSpan.FromDays(7), sentAt), (sent.InsertionTime, sent.ExpirationTime, sent.TimeNextVisible));
    }

    [Fact]
    public async Task Receive_WithoutACount_GivesOne_TheLongestVisibleFirst()
    {
        await Queue.SendMessageAsync("later", Second);
        await Queue.SendMessageAsync("first");
        await Queue.SendMessageAsync("second");
        Pass(Second);
        Assert.Equal(["first"], await ReceiveTextsAsync(maxMessages: null));
        Assert.Equal(["second", "later"], await ReceiveTextsAsync());
        Assert.Empty(await ReceiveTextsAsync());
    }

    [Fact]
    public async Task Receive_HidesAMessageForTheTimeAndNotLonger()
    {
        await Queue.SendMessageAsync("a");
        await ReceiveOneAsync(TimeSpan.FromMinutes(10));
        Pass(TimeSpan.FromMinutes(10) - Tick);
        Assert.Empty(await ReceiveTextsAsync());
        Pass(Tick);
        Assert.Equal(2, (await ReceiveOneAsync()).DequeueCount);
    }

    [Fact]
    public async Task Send_WithADelay_HidesTheMessageUntilThen()
    {
        SendReceipt sent = await Queue.SendMessageAsync("a", TimeSpan.FromDays(2));
        Assert.Equal(Now + TimeSpan.FromDays(2), sent.TimeNextVisible);
        Pass(TimeSpan.FromDays(2) - Tick);
        Assert.Empty(await ReceiveTextsAsync());
        Assert.Empty((await Queue.PeekMessagesAsync(32)).Value);
        Pass(Tick);
        Assert.Equal(["a"], await ReceiveTextsAsync());
    }

    [Fact]
    public async Task Message_AfterItsTime_IsGone()
    {
        await Queue.SendMessageAsync("minute", timeToLive: TimeSpan.FromMinutes(1));
        await Queue.SendMessageAsync("week");
        await Queue.SendMessageAsync("for ever", timeToLive: -Second);
        Pass(TimeSpan.FromMinutes(1) - Tick);
        Assert.Equal(3, await CountAsync());
        Pass(Tick);
        Assert.Equal(["week", "for ever"], (await Queue.PeekMessagesAsync(32)).Value.Select(m => m.MessageText));
        Pass(TimeSpan.FromDays(700));
        QueueMessage kept = await ReceiveOneAsync();
        Assert.Equal(("for ever", 9999), (kept.MessageText, kept.ExpiresOn!.Value.Year));
    }

    [Fact]
    public async Task Message_ThatExpiresWhileItIsHeld_CannotBeDeletedAnyMore()
    {
        await Queue.SendMessageAsync("a", timeToLive: TimeSpan.FromMinutes(1));
        QueueMessage held = await ReceiveOneAsync(TimeSpan.FromHours(1));
        Pass(TimeSpan.FromMinutes(1));
        await MustRefuseAsync(404, "MessageNotFound", () => Queue.DeleteMessageAsync(held.MessageId, held.PopReceipt));
    }

    [Fact]
    public async Task Delete_WithTheReceipt_RemovesTheMessage()
    {
        await Queue.SendMessageAsync("a");
        QueueMessage held = await ReceiveOneAsync();
        await Queue.DeleteMessageAsync(held.MessageId, held.PopReceipt);
        Assert.Equal(0, await CountAsync());
        await MustRefuseAsync(404, "MessageNotFound", () => Queue.DeleteMessageAsync(held.MessageId, held.PopReceipt));
    }

    [Fact]
    public async Task Delete_AfterTheTimeoutButBeforeAnotherReceiver_StillWorks()
    {
        await Queue.SendMessageAsync("a");
        QueueMessage held = await ReceiveOneAsync(Second);
        Pass(TimeSpan.FromMinutes(1));
        await Queue.DeleteMessageAsync(held.MessageId, held.PopReceipt);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task DeleteAndUpdate_WithAnEarlierReceipt_AreRefused()
    {
        await Queue.SendMessageAsync("a");
        QueueMessage first = await ReceiveOneAsync(Second);
        Pass(Second);
        QueueMessage second = await ReceiveOneAsync();
        await MustRefuseAsync(400, "PopReceiptMismatch", () => Queue.DeleteMessageAsync(first.MessageId, first.PopReceipt));
        await MustRefuseAsync(400, "PopReceiptMismatch", () => Queue.UpdateMessageAsync(first.MessageId, first.PopReceipt));
        await MustRefuseAsync(404, "MessageNotFound", () => Queue.UpdateMessageAsync("unknown", second.PopReceipt));
        await Queue.DeleteMessageAsync(second.MessageId, second.PopReceipt);
    }

    [Fact]
    public async Task Update_ProlongsTheHolding_AndItsReceiptReplacesTheEarlierOne()
    {
        await Queue.SendMessageAsync("a");
        QueueMessage held = await ReceiveOneAsync(Second);
        UpdateReceipt renewed = await Queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, visibilityTimeout: TimeSpan.FromMinutes(5));
        Assert.Equal(Now + TimeSpan.FromMinutes(5), renewed.NextVisibleOn);
        Pass(TimeSpan.FromMinutes(5) - Tick);
        Assert.Empty(await ReceiveTextsAsync());
        await MustRefuseAsync(400, "PopReceiptMismatch", () => Queue.DeleteMessageAsync(held.MessageId, held.PopReceipt));
        await Queue.DeleteMessageAsync(held.MessageId, renewed.PopReceipt);
    }

    [Fact]
    public async Task Update_WithTextAndWithoutTime_ShowsTheNewTextAtOnce()
    {
        await Queue.SendMessageAsync("old");
        QueueMessage held = await ReceiveOneAsync();
        await Queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, "new");
        QueueMessage again = await ReceiveOneAsync();
        Assert.Equal(("new", 2L, held.MessageId), (again.MessageText, again.DequeueCount, again.MessageId));
    }

    [Fact]
    public async Task Peek_LeavesTheMessagesAsTheyAre()
    {
        await Queue.SendMessageAsync("a");
        PeekedMessage peeked = Assert.Single((await Queue.PeekMessagesAsync()).Value);
        Assert.Equal(("a", 0L, (DateTimeOffset?)Now), (peeked.MessageText, peeked.DequeueCount, peeked.InsertedOn));
        Assert.Equal(1, (await ReceiveOneAsync()).DequeueCount);
    }

    [Fact]
    public async Task Properties_CountHiddenAndHeldMessagesAsWell()
    {
        await Queue.SendMessageAsync("held");
        await ReceiveOneAsync();
        await Queue.SendMessageAsync("delayed", Second);
        await Queue.SendMessageAsync("visible");
        Assert.Equal(3, (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Clear_RemovesEverything_AndIdsAreNotGivenAgain()
    {
        SendReceipt first = await Queue.SendMessageAsync("a");
        await Queue.SendMessageAsync("b", Second);
        await Queue.ClearMessagesAsync();
        Assert.Equal(0, await CountAsync());
        SendReceipt next = await Queue.SendMessageAsync("c");
        Assert.NotEqual(first.MessageId, next.MessageId);
        await MustRefuseAsync(404, "MessageNotFound", () => Queue.DeleteMessageAsync(first.MessageId, first.PopReceipt));
    }

    [Fact]
    public async Task Queues_DoNotSeeEachOther()
    {
        QueueClient other = Service.GetQueueClient("other");
        await other.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync("mine");
        QueueMessage mine = await ReceiveOneAsync(Second);
        Pass(Second);
        Assert.Empty((await other.ReceiveMessagesAsync()).Value);
        await MustRefuseAsync(404, "MessageNotFound", () => other.DeleteMessageAsync(mine.MessageId, mine.PopReceipt));
        await other.ClearMessagesAsync();
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Receive_ManyAtOnce_GivesEachMessageToOne()
    {
        const int messages = 120;
        await Task.WhenAll(Enumerable.Range(0, messages).Select(i => Queue.SendMessageAsync($"{i}")));
        QueueMessage[][] received = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => Task.Run(async () => (await Queue.ReceiveMessagesAsync(7)).Value)));
        Assert.Equal(Enumerable.Range(0, messages), received.SelectMany(m => m).Select(m => int.Parse(m.MessageText, null)).Order());
    }
}

public sealed class InMemoryQueueDeliveryTests : QueueDeliveryContract<InMemoryQueueStore>;

public sealed class SqliteQueueDeliveryTests : QueueDeliveryContract<SqliteQueueStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureQueueDeliveryTests : QueueDeliveryContract<AzureQueueStore>;
