using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Data.Tables.Models;
using FollowUpFlows.Compat.Storage;
using FollowUpFlows.Compat.Storage.Tables;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
/// <remarks>Refusals are <see cref="RequestFailedException"/>s with the status and the error code of the service. The embedded build knows rows as
/// <see cref="TableEntity"/> alone.</remarks>
public class TableClient
{
    private readonly TableEndpoint? account;
    private readonly string name = "";

    protected TableClient()
    {
    }

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableEndpoint.Of(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(new TableEndpoint(endpoint, options, StoragePipeline.Bearer(tokenCredential)), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(new TableEndpoint(endpoint, options, credential.Policy(), credential.AccountName), tableName)
    {
    }

    internal TableClient(TableEndpoint account, string tableName)
    {
        this.account = account;
        name = tableName;
    }

    public virtual string AccountName => Account().AccountName;

    public virtual string Name => Account() is not null ? name : "";

    public virtual Uri Uri => new($"{Account().Uri.AbsoluteUri.TrimEnd('/')}/{name}");

    /// <summary>Writes the arguments as the service's literals: <c>$"PartitionKey eq {key}"</c>.</summary>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Of(filter);

    /// <summary>A table that was there already is fine.</summary>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        Request request = Account().Request(RequestMethod.Post, "Tables");
        request.Headers.SetValue("Content-Type", "application/json");
        request.Headers.SetValue("Prefer", "return-no-content");
        request.Content = RequestContent.Create(BinaryData.FromObjectAsJson(new { TableName = name }));
        try
        {
            Response response = await Account().SendAsync(request, cancellationToken).ConfigureAwait(false);
            return Response.FromValue(new TableItem(name), response);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.TableAlreadyExists)
        {
            return Response.FromValue(new TableItem(name), fault.GetRawResponse()!);
        }
    }

    /// <summary>A table that is missing is fine.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        Account().SendAsync(Account().Request(RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(name)}')"), cancellationToken, alsoFine: 404);

    /// <summary>A row that is there already is refused: 409 EntityAlreadyExists.</summary>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(TableTransactionActionType.Add, entity, default, cancellationToken);

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => SendAsync(
            mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace, entity, default, cancellationToken);

    /// <param name="ifMatch">The row must still have it, else 412 UpdateConditionNotSatisfied; <see cref="ETag.All"/>: it must be there.</param>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => ifMatch == default
        ? throw new ArgumentException("An update needs a tag; ETag.All stands for any.", nameof(ifMatch))
        : SendAsync(
            mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace, entity, ifMatch, cancellationToken);

    /// <summary>A row that is missing is no fault: the answer has status 404.</summary>
    /// <param name="ifMatch">Default: whatever its tag.</param>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) => Account().SendAsync(
            EntityOperation.Of(TableTransactionActionType.Delete, name, new TableEntity(partitionKey, rowKey), ifMatch), cancellationToken, alsoFine: 404);

    /// <param name="select">The properties wanted; null for all.</param>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        Response response = await GetAsync(partitionKey, rowKey, select, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(EntityAnswer.As<T>(EntityAnswer.Read(response)), response);
    }

    /// <summary>Has no value when the row is missing, or the table.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        Response response = await GetAsync(partitionKey, rowKey, select, cancellationToken, alsoFine: 404).ConfigureAwait(false);
        return response.Status == 404 ? new NoValue<T>(response) : Response.FromValue(EntityAnswer.As<T>(EntityAnswer.Read(response)), response);
    }

    /// <summary>By partition key and row key, ordinal. A page may be empty and still be followed by others.</summary>
    /// <param name="maxPerPage">At most 1000.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        TableEndpoint endpoint = Account();
        return new ServicePages<T>(
            async (token, size, cancellation) =>
            {
                TableQuery query = new($"{name}()", filter, size ?? maxPerPage, select);
                Response response = await endpoint.SendAsync(endpoint.Request(RequestMethod.Get, query.Path(token)), cancellation).ConfigureAwait(false);
                return TableQuery.Page(response, token, static row => EntityAnswer.As<T>(EntityJson.Read(row)));
            },
            cancellationToken);
    }

    /// <summary>All or nothing.</summary>
    /// <param name="transactionActions">1–100 of one partition, each row once, 4 MiB together.</param>
    /// <exception cref="TableTransactionFailedException">Says which change the service refused.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
        {
            throw new InvalidOperationException("A transaction has at least one change.");
        }

        TransactionBody body = new(Account().Uri, name, actions);
        Request request = Account().Request(RequestMethod.Post, "$batch");
        request.Headers.SetValue("Content-Type", body.ContentType);
        request.Content = RequestContent.Create(body.Bytes);
        Response response = await Account().SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(TransactionReply.Read(response, actions.Length), response);
    }

    private Task<Response> GetAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken, params int[] alsoFine)
    {
        TableQuery query = new(EntityOperation.RowPath(name, partitionKey, rowKey), Filter: null, Top: null, select);
        return Account().SendAsync(Account().Request(RequestMethod.Get, query.Path(token: null)), cancellationToken, alsoFine);
    }

    private Task<Response> SendAsync(TableTransactionActionType type, ITableEntity entity, ETag etag, CancellationToken cancellationToken) =>
        Account().SendAsync(EntityOperation.Of(type, name, entity, etag), cancellationToken);

    private TableEndpoint Account([CallerMemberName] string member = "") => account
        ?? throw new InvalidOperationException($"{member} must be overridden: a client made with the protected constructor has no table of its own.");

    private sealed class NoValue<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => throw new InvalidOperationException("The row is not there.");

        public override Response GetRawResponse() => response;
    }
}
