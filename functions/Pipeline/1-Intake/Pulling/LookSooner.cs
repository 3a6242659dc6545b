using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Lets a shop be looked through before its time, because somebody says that something has changed there. Who says so is not proven,
/// and nothing else of it is believed.</summary>
public sealed class LookSooner(IEntityTables tables)
{
    private const string Partition = "sooner";

    /// <summary>The next look comes as soon as looks can. However many ask for it meanwhile, it is one.</summary>
    public async Task AskAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (!await IsAskedAsync(sourceId, cancellationToken))
        {
            await tables.WriteAsync(Tables.Pulls, Partition, new EntityChange.Put(new EntityProperties().Row(Partition, sourceId)), cancellationToken);
        }
    }

    internal async Task<bool> IsAskedAsync(string sourceId, CancellationToken cancellationToken) =>
        await tables.ReadETagAsync(Tables.Pulls, Partition, sourceId, cancellationToken) is not null;

    /// <summary>Before the look: what is told during it may have come too late for it.</summary>
    internal async Task BeginAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (await IsAskedAsync(sourceId, cancellationToken))
        {
            await tables.WriteAsync(Tables.Pulls, Partition, new EntityChange.Delete(sourceId), cancellationToken);
        }
    }
}
