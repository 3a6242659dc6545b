using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Data.Tables.Models;
using FollowUpFlows.Compat.Storage;
using FollowUpFlows.Compat.Storage.Tables;

namespace Azure.Data.Tables;

/// <summary>An account's tables.</summary>
/// <remarks>Refusals are <see cref="RequestFailedException"/>s with the status and the error code of the service.</remarks>
public class TableServiceClient
{
    private readonly TableEndpoint? account;

    protected TableServiceClient()
    {
    }

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions? options = null) => account = TableEndpoint.Of(connectionString, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        account = new TableEndpoint(endpoint, options, StoragePipeline.Bearer(tokenCredential));

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, new TableClientOptions())
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        account = new TableEndpoint(endpoint, options, credential.Policy(), credential.AccountName);

    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null) =>
        account = new TableEndpoint(endpoint, options, new SignaturePolicy(credential));

    public virtual string AccountName => Account().AccountName;

    public virtual Uri Uri => Account().Uri;

    /// <summary>Makes no request: the table need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(Account(), tableName);

    /// <summary>A table that was there already is fine.</summary>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>A table that is missing is fine.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default)
    {
        TableEndpoint endpoint = Account();
        return new ServicePages<TableItem>(
            async (token, size, cancellation) =>
            {
                TableQuery query = new("Tables", filter, size ?? maxPerPage, Select: null);
                Response response = await endpoint.SendAsync(endpoint.Request(RequestMethod.Get, query.Path(token)), cancellation).ConfigureAwait(false);
                return TableQuery.Page(response, token, static row => new TableItem(row.GetProperty("TableName").GetString()!));
            },
            cancellationToken);
    }

    private TableEndpoint Account([CallerMemberName] string member = "") => account
        ?? throw new InvalidOperationException($"{member} must be overridden: a client made with the protected constructor has no account.");
}
