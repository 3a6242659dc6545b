using Azure;
using Azure.Data.Tables;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static Azure.Data.Tables.TableTransactionActionType;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class TableTransactionTests : IAsyncLifetime
{
    private const string Partition = "p";

    private readonly TableClient table = new(SharedAzurite.Running.NewAccount().ConnectionString, "rows");

    public Task InitializeAsync() => table.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Submit_EveryKindOfChange_MakesThemAll_AndAnswersEach()
    {
        foreach (string key in new[] { "gone", "merged", "replaced", "tagged" })
        {
            await table.AddEntityAsync(new TableEntity(Partition, key) { ["Old"] = 1 });
        }

        ETag tag = (await table.GetEntityAsync<TableEntity>(Partition, "tagged")).Value.ETag;
        Response<IReadOnlyList<Response>> reply = await table.SubmitTransactionAsync(
        [
            Change(Add, "new"), Change(Delete, "gone"), Change(UpdateMerge, "merged"), Change(UpsertReplace, "replaced"),
            Change(UpdateReplace, "tagged", tag), Change(UpsertMerge, "made"),
        ]);
        Assert.Equal([204, 204, 204, 204, 204, 204], reply.Value.Select(r => r.Status));
        List<TableEntity> rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["made", "merged", "new", "replaced", "tagged"], rows.Select(r => r.RowKey));
        Assert.Equal(["merged"], rows.Where(r => r.ContainsKey("Old")).Select(r => r.RowKey));
        Assert.Equal(rows.Single(r => r.RowKey == "tagged").ETag, reply.Value[4].Headers.ETag);
    }

    [Theory]
    [InlineData(Add, 409, "EntityAlreadyExists")]
    [InlineData(UpdateReplace, 412, "UpdateConditionNotSatisfied")]
    [InlineData(Delete, 412, "UpdateConditionNotSatisfied")]
    public async Task Submit_WithAChangeThatIsRefused_ChangesNothingAndNamesIt(TableTransactionActionType type, int status, string code)
    {
        Response first = await table.AddEntityAsync(new TableEntity(Partition, "there"));
        await table.UpsertEntityAsync(new TableEntity(Partition, "there"));
        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([Change(Add, "new"), Change(UpsertReplace, "other"), Change(type, "there", first.Headers.ETag!.Value)]));
        Assert.Equal((status, code, 2), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.Equal(["there"], await table.QueryAsync<TableEntity>().Select(e => e.RowKey).ToListAsync());
    }

    [Fact]
    public async Task Submit_WithARowThatIsMissing_IsRefused()
    {
        TableTransactionFailedException refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([Change(Add, "new"), Change(Delete, "missing")]));
        Assert.Equal((404, "ResourceNotFound", 1), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task Submit_ToATableThatIsMissing_SaysSo()
    {
        TableClient none = new(SharedAzurite.Running.NewAccount().ConnectionString, "none");
        RequestFailedException refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(() => none.SubmitTransactionAsync([Change(Add, "a")]));
        Assert.Equal((404, "TableNotFound"), (refusal.Status, refusal.ErrorCode));
    }

    /// <summary>The emulator takes some of these; the service does not.</summary>
    [Fact]
    public async Task Submit_WhatTheServiceWouldRefuse_IsRefused()
    {
        await MustRefuseAsync(400, "InvalidInput", [.. Enumerable.Range(0, 101).Select(i => Change(Add, $"r{i}"))]);
        await MustRefuseAsync(400, "CommandsInBatchActOnDifferentPartitions", Change(Add, "a"), new TableTransactionAction(Add, new TableEntity("q", "b")));
        TableEntity wide = new(Partition, "wide");
        foreach (int i in Enumerable.Range(0, 253))
        {
            wide.Add($"n{i}", i);
        }

        await MustRefuseAsync(400, "TooManyProperties", new TableTransactionAction(Add, wide));
        wide.Remove("n0");
        await table.SubmitTransactionAsync([new TableTransactionAction(Add, wide)]);
        TableTransactionAction[] large = [.. Enumerable.Range(0, 64).Select(
            i => new TableTransactionAction(Add, new TableEntity(Partition, $"large{i}") { ["Bytes"] = new byte[60_000] }))];
        await MustRefuseAsync(413, "RequestBodyTooLarge", large);
        await table.SubmitTransactionAsync(large[..50]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    private static TableTransactionAction Change(TableTransactionActionType type, string key, ETag tag = default) =>
        new(type, new TableEntity(Partition, key) { ["New"] = 2 }, tag);

    private async Task MustRefuseAsync(int status, string code, params TableTransactionAction[] actions)
    {
        RequestFailedException refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
    }
}
