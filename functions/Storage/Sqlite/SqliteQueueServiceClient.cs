using Azure.Storage.Queues;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>Queues in the shop's file.</summary>
internal sealed class SqliteQueueServiceClient(SqliteFile file, TimeProvider systemClock) : QueueServiceClient
{
    public override QueueClient GetQueueClient(string queueName) => new SqliteQueueClient(queueName, systemClock, file);
}
