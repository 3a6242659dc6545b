using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Queue functions that do nothing but be seen.</summary>
public static class QueueFunctions
{
    public sealed record Order(string Id, int Lines);

    public sealed class Payloads(Deliveries deliveries)
    {
        [Function("q-text")]
        public Task Text([QueueTrigger("as-text")] string message) => deliveries.AddAsync($"text {message}");

        [Function("q-json")]
        public Task Json([QueueTrigger("as-json")] Order order) => deliveries.AddAsync($"order {order.Id} of {order.Lines}");

        [Function("q-list")]
        public Task List([QueueTrigger("as-list")] IReadOnlyList<int> numbers) => deliveries.AddAsync($"list {string.Join('+', numbers)}");

        [Function("q-binary")]
        public Task Binary([QueueTrigger("as-binary")] BinaryData data) => deliveries.AddAsync($"binary {data}");

        [Function("q-bytes")]
        public Task Bytes([QueueTrigger("as-bytes")] byte[] data) => deliveries.AddAsync($"bytes {data.Length}");

        [Function("q-message")]
        public Task Message([QueueTrigger("as-message")] QueueMessage message) =>
            deliveries.AddAsync($"message {message.MessageText} {message.DequeueCount}");
    }

    public sealed class Simple(Deliveries deliveries)
    {
        [Function("simple")]
        public Task Run([QueueTrigger("orders-%Part%")] string message, CancellationToken cancellationToken) =>
            deliveries.AddAsync(message, cancellationToken);
    }

    public sealed class Described(Deliveries deliveries)
    {
        [Function("described")]
        public Task Run([QueueTrigger("described")] QueueMessage message, FunctionContext context)
        {
            IReadOnlyDictionary<string, object?> data = context.BindingContext.BindingData;
            bool isTold = message.MessageId.Equals(data["Id"]) && message.PopReceipt.Equals(data["PopReceipt"])
                && message.InsertedOn.Equals(data["InsertionTime"]) && message.DequeueCount.Equals(data["DequeueCount"]);
            return deliveries.AddAsync($"told {isTold}");
        }
    }

    public sealed class Failing(Deliveries deliveries)
    {
        [Function("failing")]
        public async Task Run([QueueTrigger("failing")] QueueMessage message)
        {
            await deliveries.AddAsync($"{message.MessageText} {message.DequeueCount}");
            throw new InvalidDataException("the function's own fault");
        }
    }

    public sealed class FailingOnPoison(Deliveries deliveries)
    {
        [Function("failing-on-poison")]
        public async Task Run([QueueTrigger("failing-poison")] QueueMessage message)
        {
            await deliveries.AddAsync($"{message.MessageText} {message.DequeueCount}");
            throw new InvalidDataException("the function's own fault");
        }
    }

    /// <summary>Its message gets another holder while it runs.</summary>
    public sealed class Robbed(QueueServiceClient queues)
    {
        [Function("robbed")]
        public Task Run([QueueTrigger("robbed")] QueueMessage message) =>
            queues.GetQueueClient("robbed").UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.FromHours(1));
    }

    public static class Blocking
    {
        /// <summary>Both must be inside at once to get out.</summary>
        private static readonly Barrier Both = new(2);

        [Function("blocking")]
        public static void Run([QueueTrigger("blocking")] string message) => Both.SignalAndWait(TimeSpan.FromSeconds(30));
    }
}
