using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.Contract.PowerLoss;

/// <summary>The power goes after any acknowledged write to the shop's file: its rows and messages are as they were promised, whole
/// batches or nothing of them, and a message is delivered again unless its end was acknowledged.</summary>
public sealed class ShopPowerLossTests(ITestOutputHelper output)
{
    private const string Queue = "intake";
    private const int Customers = 40;

    /// <summary>What each write has promised, in order: a row's text, or a message that is there or no more.</summary>
    private readonly List<(string What, string? Text)> promises = [];

    [Fact]
    public async Task PowerLoss_AfterAnyAcknowledgedWrite_LosesNoRowAndNoMessage()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        using TemporaryFolder folder = new();
        await SqliteStorage.Open(folder.Path, TimeProvider.System).DisposeAsync();
        await using SqliteStorage storage = SqliteStorage.Open(folder.Path, TimeProvider.System);
        await storage.Queues.GetQueueClient(Queue).CreateIfNotExistsAsync();
        using PowerCut power = await PowerCut.BeginAsync(storage.OpenFile.File);
        await WorkAsync(storage, power);
        power.End();

        Assert.Equal(promises.Count, power.Count);
        foreach (int writes in Cuts.Of(power.Count, random))
        {
            Loss loss = random.GetItems(Enum.GetValues<Loss>(), 1)[0];
            output.WriteLine($"{writes} of {power.Count}, {loss}");
            await AssertKeptAsync(power.FolderAfter(writes, loss, random), writes, loss);
        }
    }

    /// <summary>Of each customer a batch of two rows, a message, a change of one row; then the message is dealt with.</summary>
    private async Task WorkAsync(SqliteStorage storage, PowerCut power)
    {
        QueueClient queue = storage.Queues.GetQueueClient(Queue);
        for (int i = 0; i < Customers; i++)
        {
            string id = $"c{i}";
            await storage.Tables.WriteAsync(Tables.Customers, id, [Put(id, "send:1", "planned"), Put(id, "order:1", "planned")], default);
            Promise($"row {id}", "planned");
            await queue.SendMessageAsync(id);
            Promise($"message {id}", id);
            await storage.Tables.WriteAsync(Tables.Customers, id, [Put(id, "send:1", "sent"), Put(id, "order:1", "sent")], default);
            Promise($"row {id}", "sent");
            if (i % 2 == 0)
            {
                QueueMessage message = Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromHours(1))).Value);
                Promise("receipt", null);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                Promise($"message {message.MessageText}", null);
            }
        }

        void Promise(string what, string? text)
        {
            power.Acknowledged();
            promises.Add((what, text));
        }
    }

    private async Task AssertKeptAsync(string folder, int writes, Loss loss)
    {
        await using SqliteStorage storage = SqliteStorage.Open(folder, TimeProvider.System);
        Assert.Equal("ok", storage.OpenFile.File.Read(s => s.QueryFirst("PRAGMA integrity_check", r => r.Text(0))));
        Dictionary<string, string?> promised = [];
        foreach ((string what, string? text) in promises.Take(writes))
        {
            promised[what] = text;
        }

        HashSet<string> messages = await MessagesAsync(storage);
        for (int i = 0; i < Customers; i++)
        {
            string id = $"c{i}";
            string? send = await TextAsync(storage, id, "send:1");
            Assert.Equal(send, await TextAsync(storage, id, "order:1")); // both of the batch or none
            Assert.Contains(send, Later(promised.GetValueOrDefault($"row {id}"), loss));
            bool isSent = promised.TryGetValue($"message {id}", out string? text);
            Assert.True(!isSent || text is null || loss != Loss.Cut || messages.Contains(id), $"message {id} is lost");
            Assert.True(isSent || loss != Loss.Cut || !messages.Contains(id), $"message {id} was never acknowledged");
            Assert.True(!isSent || text is not null || !messages.Contains(id), $"message {id} came back");
        }
    }

    /// <summary>What may be there: what was promised, or, where more of the log survived than was acknowledged, what came after it.</summary>
    private static IEnumerable<string?> Later(string? promised, Loss loss)
    {
        string?[] states = [null, "planned", "sent"];
        return loss == Loss.Cut ? [promised] : states.SkipWhile(s => s != promised);
    }

    /// <summary>Without those that a process had that is no more: they are given back at the start.</summary>
    private static async Task<HashSet<string>> MessagesAsync(SqliteStorage storage)
    {
        HashSet<string> all = [];
        while ((await storage.Queues.GetQueueClient(Queue).ReceiveMessagesAsync(32, TimeSpan.FromHours(1))).Value is { Length: > 0 } some)
        {
            all.UnionWith(some.Select(m => m.MessageText));
        }

        return all;
    }

    private static async Task<string?> TextAsync(SqliteStorage storage, string customer, string row) =>
        (await storage.Tables.ReadAsync(Tables.Customers, customer, row, default))?.Properties["State"] as string;

    private static EntityChange.Put Put(string customer, string row, string text) => new(
        new Entity(customer, row) { Properties = new Dictionary<string, object> { ["State"] = text } });
}
