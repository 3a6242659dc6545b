using System.Globalization;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Queues;

/// <summary>Any sequence of calls gets the same answers in memory and in SQLite, which share the rules but not a line of the rows.</summary>
public sealed class QueueAgreementTests
{
    private const int Cases = 30; // each call is a commit to the disk

    private static readonly Gen<Call> Calls =
        from kind in Gen.Elements("send", "send", "receive", "update", "delete", "delete", "peek", "count", "pass", "pass")
        from number in Gen.Choose(0, 5)
        from seconds in Gen.Choose(0, 90)
        select new Call(kind, number, TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task AnyCalls_GetTheSameAnswers()
    {
        await using InMemoryQueueStore memory = new();
        await using SqliteQueueStore sqlite = new();
        Prop.ForAll(Gen.ArrayOf(Calls, 20).ToArbitrary(), calls => AgreeAsync(memory, sqlite, calls).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static async Task<bool> AgreeAsync(InMemoryQueueStore memory, SqliteQueueStore sqlite, Call[] calls)
    {
        string name = $"q{Guid.NewGuid():N}";
        Assert.Equal(await AnswersAsync(memory, name, calls), await AnswersAsync(sqlite, name, calls));
        return true;
    }

    private static async Task<List<string>> AnswersAsync(IQueueStore store, string name, Call[] calls)
    {
        store.Now = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        QueueClient queue = store.Queues.GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        List<string> answers = [];
        List<(string Id, string Receipt)> held = [];
        foreach ((int index, Call call) in calls.Index())
        {
            store.Now += call.Kind == "pass" ? call.Time : TimeSpan.Zero;
            answers.Add(await AnswerAsync(queue, call, index, held));
        }

        return answers;
    }

    private static async Task<string> AnswerAsync(QueueClient queue, Call call, int index, List<(string Id, string Receipt)> held)
    {
        (string id, string receipt) = held.Count > 0 ? held[call.Number % held.Count] : ("0", "0");
        try
        {
            switch (call.Kind)
            {
                case "send":
                    SendReceipt sent = await queue.SendMessageAsync($"m{index}", call.Time / 3, TimeSpan.FromSeconds(call.Number * 20 - 1));
                    held.Add((sent.MessageId, sent.PopReceipt));
                    return Line(sent.TimeNextVisible, sent.ExpirationTime);
                case "receive":
                    QueueMessage[] received = await queue.ReceiveMessagesAsync(call.Number, call.Time);
                    held.AddRange(received.Select(m => (m.MessageId, m.PopReceipt)));
                    return Line([.. received.Select(m => Line(m.MessageText, m.DequeueCount, m.NextVisibleOn, m.ExpiresOn))]);
                case "update":
                    UpdateReceipt updated = await queue.UpdateMessageAsync(id, receipt, call.Number > 2 ? $"u{index}" : null, call.Time);
                    held.Add((id, updated.PopReceipt));
                    return Line(updated.NextVisibleOn);
                case "delete":
                    return Line((await queue.DeleteMessageAsync(id, receipt)).Status);
                case "peek":
                    PeekedMessage[] peeked = await queue.PeekMessagesAsync(5);
                    return Line([.. peeked.Select(m => Line(m.MessageText, m.DequeueCount))]);
                default:
                    return Line((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCountLong);
            }
        }
        catch (RequestFailedException refusal)
        {
            return Line(refusal.Status, refusal.ErrorCode);
        }
    }

    private static string Line(params object?[] parts) =>
        string.Join(' ', parts.Select(p => Convert.ToString(p, CultureInfo.InvariantCulture)));

    private sealed record Call(string Kind, int Number, TimeSpan Time);
}
