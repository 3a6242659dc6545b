using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Azure;

/// <summary>One batch on its way to the service.</summary>
internal sealed class AzureBatch(TableClient table, string partitionKey, IReadOnlyList<EntityChange> changes)
{
    private const int NotFound = 404;

    private readonly Guid writeId = Guid.NewGuid();
    private readonly LostAnswers answers = new();

    /// <summary>Removals that found nothing to remove: the service refuses a whole transaction for one.</summary>
    private readonly HashSet<int> missing = [];

    public async Task<WriteOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        bool isTableMade = false;
        while (true)
        {
            int[] sent = [.. Enumerable.Range(0, changes.Count).Where(i => !missing.Contains(i))];
            try
            {
                return await SendAsync(sent, cancellationToken);
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.TableNotFound && !isTableMade)
            {
                await table.CreateIfNotExistsAsync(cancellationToken);
                isTableMade = true;
            }
            catch (TableTransactionFailedException fault) when (IsConflict(fault))
            {
                int index = sent[fault.FailedTransactionActionIndex ?? 0];
                if (changes[index] is not EntityChange.Delete { ETag: null } || fault.Status != NotFound)
                {
                    return answers.Any ? await SettleAsync(fault, cancellationToken) : new WriteOutcome.Conflict(index);
                }

                missing.Add(index);
            }
        }
    }

    private async Task<WriteOutcome> SendAsync(int[] sent, CancellationToken cancellationToken)
    {
        string?[] etags = new string?[changes.Count];
        if (sent.Length > 0)
        {
            using IDisposable watch = answers.Watch();
            Response<IReadOnlyList<Response>> reply = await table.SubmitTransactionAsync(sent.Select(i => ActionOf(changes[i])), cancellationToken);
            foreach ((int index, Response part) in sent.Zip(reply.Value))
            {
                etags[index] = changes[index] is EntityChange.Delete ? null : AzureRows.TextOf(part.Headers.ETag!.Value);
            }
        }

        return new WriteOutcome.Written(etags);
    }

    /// <summary>A try whose answer was lost may have written all of it, and the next one met that. Its rows bear the batch's id.</summary>
    /// <exception cref="StorageException">None does: somebody else was faster, or has written over them since.</exception>
    private async Task<WriteOutcome> SettleAsync(RequestFailedException conflict, CancellationToken cancellationToken)
    {
        string?[] etags = new string?[changes.Count];
        bool isOurs = false;
        for (int i = 0; i < changes.Count; i++)
        {
            if (changes[i] is not EntityChange.Delete)
            {
                NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
                    partitionKey, changes[i].RowKey, [nameof(TableEntity.RowKey), EntityRules.WriteId], cancellationToken);
                bool isThis = row.HasValue && row.Value!.TryGetValue(EntityRules.WriteId, out object? id) && writeId.Equals(id);
                etags[i] = isThis ? AzureRows.TextOf(row.Value!.ETag) : AzureRows.Overwritten;
                isOurs |= isThis;
            }
        }

        return isOurs
            ? new WriteOutcome.Written(etags)
            : throw new StorageException(
                "The table service's answer to a write was lost, and now the write conflicts: whether it arrived is not known.",
                isTemporary: true,
                innerException: conflict);
    }

    private TableTransactionAction ActionOf(EntityChange change) => change switch
    {
        EntityChange.Insert insert => new(TableTransactionActionType.Add, AzureRows.Of(insert.Entity, writeId)),
        EntityChange.Put put => new(TableTransactionActionType.UpsertReplace, AzureRows.Of(put.Entity, writeId)),
        EntityChange.Replace replace => new(
            TableTransactionActionType.UpdateReplace, AzureRows.Of(replace.Entity, writeId), AzureRows.TagOf(replace.Entity.ETag!)),
        _ => new(
            TableTransactionActionType.Delete,
            new TableEntity(partitionKey, change.RowKey),
            change is EntityChange.Delete { ETag: { } etag } ? AzureRows.TagOf(etag) : ETag.All),
    };

    private static bool IsConflict(RequestFailedException fault) =>
        fault.ErrorCode == TableErrorCode.EntityAlreadyExists
        || fault.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied
        || fault.ErrorCode == TableErrorCode.ResourceNotFound
        || fault.ErrorCode == TableErrorCode.EntityNotFound;
}
