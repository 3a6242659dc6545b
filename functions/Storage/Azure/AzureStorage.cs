using Azure.Data.Tables;
using Azure.Storage.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Azure;

/// <summary>The shop's entity tables and queues in an account of Azure Storage.</summary>
public sealed class AzureStorage
{
    private AzureStorage(TableServiceClient tables, QueueServiceClient queues)
    {
        Tables = new AzureEntityTables(tables);
        Queues = queues;
    }

    public IEntityTables Tables { get; }

    /// <summary>Texts lie there as base64, as queue triggers expect them.</summary>
    public QueueServiceClient Queues { get; }

    /// <summary>Makes no request: what is wrong with the account shows when it is first used.</summary>
    /// <exception cref="FormatException">The connection string is none.</exception>
    public static AzureStorage Connect(AzureAccount account) => Connect(account, AzureRetries.Default);

    internal static AzureStorage Connect(AzureAccount account, AzureRetries retries)
    {
        TableClientOptions tables = retries.Of(new TableClientOptions());
        QueueClientOptions queues = retries.Of(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        return account switch
        {
            AzureAccount.Keyed keyed => new AzureStorage(
                new TableServiceClient(keyed.ConnectionString, tables), new QueueServiceClient(keyed.ConnectionString, queues)),
            AzureAccount.Named named => new AzureStorage(
                new TableServiceClient(named.EndpointOf("table"), named.Credential, tables),
                new QueueServiceClient(named.EndpointOf("queue"), named.Credential, queues)),
            _ => throw new ArgumentException("There is no such kind of account.", nameof(account)),
        };
    }
}
