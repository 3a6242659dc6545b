using Azure;
using Azure.Storage;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>What the contract of all queues does not ask: encodings, credentials, and messages of others.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class QueueClientTests
{
    private const string Text = "<会員> & \U0001F600\r\n\0";

    private readonly AzuriteAccount account = SharedAzurite.Running.NewAccount();

    [Fact]
    public async Task Base64_CarriesAnyText_AndLiesEncodedInTheQueue()
    {
        QueueClient encoded = await ClientAsync(QueueMessageEncoding.Base64);
        await encoded.SendMessageAsync(Text);
        PeekedMessage raw = Assert.Single((await (await ClientAsync(QueueMessageEncoding.None)).PeekMessagesAsync()).Value);
        Assert.Equal("POS8muWToT4gJiDwn5iADQoA", raw.MessageText);
        Assert.Equal(Text, Assert.Single((await encoded.PeekMessagesAsync()).Value).MessageText);
        QueueMessage received = Assert.Single((await encoded.ReceiveMessagesAsync()).Value);
        Assert.Equal(Text, received.MessageText);
        await encoded.UpdateMessageAsync(received.MessageId, received.PopReceipt, Text + "!");
        Assert.Equal(Text + "!", Assert.Single((await encoded.ReceiveMessagesAsync()).Value).MessageText);
    }

    [Fact]
    public async Task Base64_OfAMessageThatSomebodySentAsItIs_GivesItAsItIs()
    {
        await (await ClientAsync(QueueMessageEncoding.None)).SendMessageAsync("not base64!");
        Assert.Equal("not base64!", Assert.Single((await (await ClientAsync(QueueMessageEncoding.Base64)).ReceiveMessagesAsync()).Value).MessageText);
    }

    [Fact]
    public async Task Delete_AQueue_TakesItsMessagesAlong()
    {
        QueueClient queue = await ClientAsync(QueueMessageEncoding.None);
        await queue.SendMessageAsync("a");
        await queue.DeleteAsync();
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => queue.ReceiveMessagesAsync());
        Assert.Equal("QueueNotFound", refusal.ErrorCode);
    }

    [Fact]
    public async Task Key_ByUrlAndCredential_OpensTheSameQueue()
    {
        await (await ClientAsync(QueueMessageEncoding.None)).SendMessageAsync("a");
        StorageSharedKeyCredential credential = new(account.Name, AzuriteAccount.Key);
        QueueClient queue = new(new Uri($"{account.Queues}/work"), credential);
        Assert.Equal(("work", account.Name), (queue.Name, queue.AccountName));
        Assert.Equal("a", Assert.Single((await queue.PeekMessagesAsync()).Value).MessageText);
        Assert.Equal(1, (await new QueueServiceClient(account.Queues, credential).GetQueueClient("work").GetPropertiesAsync()).Value.ApproximateMessagesCount);
        credential.SetAccountKey("d3Jvbmc=");
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(() => queue.PeekMessagesAsync());
        Assert.Equal(403, refusal.Status);
    }

    private async Task<QueueClient> ClientAsync(QueueMessageEncoding encoding)
    {
        QueueClient queue = new(account.ConnectionString, "work", new QueueClientOptions { MessageEncoding = encoding });
        await queue.CreateIfNotExistsAsync();
        return queue;
    }
}
