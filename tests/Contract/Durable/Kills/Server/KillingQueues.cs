using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Storage.Sqlite;

namespace FollowUpFlows.Tests.Contract.Durable.Kills.Server;

/// <summary>Queues in the shop's file. Kinds of commits: a message is sent, or settled.</summary>
internal sealed class KillingQueues(SqliteFile file, KillPlan plan) : QueueServiceClient
{
    public override QueueClient GetQueueClient(string queueName) => new Queue(queueName, file, plan);

    private sealed class Queue(string name, SqliteFile file, KillPlan plan) : LocalQueueClient(name, TimeProvider.System)
    {
        private readonly AsyncLocal<bool> isStruck = new();

        public override Task<Response<SendReceipt>> SendMessageAsync(
            string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
        {
            isStruck.Value = plan.Strikes("send message");
            return base.SendMessageAsync(messageText, visibilityTimeout, timeToLive, cancellationToken);
        }

        public override Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default)
        {
            isStruck.Value = plan.Strikes("settle message");
            return base.DeleteMessageAsync(messageId, popReceipt, cancellationToken);
        }

        protected override async Task<T> WriteAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken)
        {
            if (isStruck.Value)
            {
                await plan.StrikeAsync(() => StepAsync(step, plan.Die), () => StepAsync(step, static () => { }));
            }

            return await StepAsync(step, static () => { });
        }

        protected override Task<T> ReadAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken) =>
            Task.FromResult(file.Read(session => step(new SqliteMessages(session, Name))));

        private Task<T> StepAsync<T>(Func<IMessageRows, T> step, Action end) => file.WriteAsync(session =>
        {
            T result = step(new SqliteMessages(session, Name));
            end();
            return result;
        });
    }
}
