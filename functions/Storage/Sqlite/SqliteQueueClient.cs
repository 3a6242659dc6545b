using Azure;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Queues;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>Each step is a work of the group commit: no message goes to two receivers, no answer comes before the disk has it.</summary>
internal sealed class SqliteQueueClient(string name, TimeProvider clock, SqliteFile file) : LocalQueueClient(name, clock)
{
    protected override async Task<T> WriteAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken)
    {
        try
        {
            return await file.WriteAsync(session => step(new SqliteMessages(session, Name)), cancellationToken);
        }
        catch (SqliteFileException fault)
        {
            throw Failure(fault);
        }
    }

    protected override Task<T> ReadAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(file.Read(session => step(new SqliteMessages(session, Name))));
        }
        catch (SqliteFileException fault)
        {
            throw Failure(fault);
        }
    }

    /// <summary>Users of a queue client know the service's faults alone.</summary>
    private static RequestFailedException Failure(SqliteFileException fault) => fault.IsTemporary
        ? new RequestFailedException(503, fault.Message, "ServerBusy", fault)
        : new RequestFailedException(500, fault.Message, "InternalError", fault);
}
