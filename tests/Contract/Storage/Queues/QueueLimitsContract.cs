using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

public abstract class QueueLimitsContract<TStore> : QueueTests<TStore>
    where TStore : IQueueStore, new()
{
    /// <summary>The service has several words for it, the emulator sometimes none.</summary>
    private static readonly string?[] OutOfRange = ["OutOfRangeQueryParameterValue", "InvalidQueryParameterValue", null];

    [Fact]
    public async Task Create_IsNullWhenTheQueueWasThereAlready()
    {
        QueueClient queue = Service.GetQueueClient("created");
        Response created = await queue.CreateIfNotExistsAsync();
        Assert.Equal(201, created.Status);
        Assert.Null(await queue.CreateIfNotExistsAsync());
        Assert.Null(await Service.GetQueueClient("created").CreateIfNotExistsAsync());
        Assert.Equal("created", queue.Name);
    }

    [Fact]
    public async Task AnyCall_BeforeTheQueueIsThere_IsRefused()
    {
        QueueClient queue = Service.GetQueueClient("missing");
        await MustRefuseAsync(404, "QueueNotFound", () => queue.SendMessageAsync("a"));
        await MustRefuseAsync(404, "QueueNotFound", () => queue.ReceiveMessagesAsync());
        await MustRefuseAsync(404, "QueueNotFound", () => queue.PeekMessagesAsync());
        await MustRefuseAsync(404, "QueueNotFound", () => queue.GetPropertiesAsync());
        await MustRefuseAsync(404, "QueueNotFound", () => queue.ClearMessagesAsync());
        await MustRefuseAsync(404, "QueueNotFound", () => queue.UpdateMessageAsync("1", "1"));
        await MustRefuseAsync(404, "QueueNotFound", () => queue.DeleteMessageAsync("1", "1"));
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789-123", true)] // 63
    [InlineData("a2345678901234567890123456789012345678901234567890123456789-1234", false)]
    [InlineData("1-2-3", true)]
    [InlineData("a--b", false)]
    [InlineData("-ab", false)]
    [InlineData("ab-", false)]
    [InlineData("Abc", false)]
    [InlineData("a_b", false)]
    [InlineData("会員表", false)]
    public async Task Name_Is3To63LowerCaseLettersDigitsAndSingleHyphens(string name, bool isFine)
    {
        QueueClient queue = Service.GetQueueClient(name);
        if (isFine)
        {
            Assert.NotNull(await queue.CreateIfNotExistsAsync());
        }
        else
        {
            string code = name.Length is < 3 or > 63 ? "OutOfRangeInput" : "InvalidResourceName";
            await MustRefuseAsync(400, code, () => queue.CreateIfNotExistsAsync());
            await MustRefuseAsync(400, code, () => queue.SendMessageAsync("a"));
        }
    }

    [Fact]
    public async Task Text_HasAtMost64KibibytesAsItLies()
    {
        string full = new string('雪', TextBytesMax / 3) + new string('a', TextBytesMax % 3); // 3 bytes each
        await Queue.SendMessageAsync(full);
        Assert.Equal(65_536, Queue.MessageMaxBytes);
        await MustRefuseAsync(413, "RequestBodyTooLarge", () => Queue.SendMessageAsync(full + "a"));
        await MustRefuseAsync(413, "RequestBodyTooLarge", () => Queue.UpdateMessageAsync("1", "1", full + "a"));
        Assert.Equal([full], await ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public async Task Count_Is1To32(int count, bool isFine)
    {
        await CheckAsync(isFine, () => Queue.ReceiveMessagesAsync(count));
        await CheckAsync(isFine, () => Queue.PeekMessagesAsync(count));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(604_800, true)] // 7 days
    [InlineData(604_801, false)]
    public async Task Delay_Is0To7Days(int seconds, bool isFine)
    {
        await CheckAsync(isFine, () => Queue.SendMessageAsync("a", TimeSpan.FromSeconds(seconds), -Second));
        SendReceipt sent = await Queue.SendMessageAsync("b");
        await CheckAsync(isFine, () => Queue.UpdateMessageAsync(sent.MessageId, sent.PopReceipt, null, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(604_800, true)]
    [InlineData(604_801, false)]
    public Task Holding_Is1SecondTo7Days(int seconds, bool isFine) =>
        CheckAsync(isFine, () => Queue.ReceiveMessagesAsync(1, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(10, false)] // as long as it is hidden
    [InlineData(11, true)]
    public Task Lifetime_IsLongerThanTheDelay_OrForEver(int seconds, bool isFine) =>
        CheckAsync(isFine, () => Queue.SendMessageAsync("a", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Send_ThatIsCancelledBefore_SendsNothing()
    {
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Queue.SendMessageAsync("a", cancellationToken: cancellation.Token));
        Assert.Equal(0, await CountAsync());
    }

    private static async Task CheckAsync(bool isFine, Func<Task> call)
    {
        RequestFailedException? refusal = (RequestFailedException?)await Record.ExceptionAsync(call);
        Assert.Equal(isFine ? null : 400, refusal?.Status);
        Assert.Contains(refusal?.ErrorCode, OutOfRange);
    }
}

public sealed class InMemoryQueueLimitsTests : QueueLimitsContract<InMemoryQueueStore>;

public sealed class SqliteQueueLimitsTests : QueueLimitsContract<SqliteQueueStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureQueueLimitsTests : QueueLimitsContract<AzureQueueStore>;
