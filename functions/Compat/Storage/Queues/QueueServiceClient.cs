using System.Runtime.CompilerServices;
using Azure.Core;
using FollowUpFlows.Compat.Storage;
using FollowUpFlows.Compat.Storage.Queues;

namespace Azure.Storage.Queues;

/// <summary>An account's queues. Subclasses may say that they lie elsewhere.</summary>
public class QueueServiceClient
{
    private readonly QueueEndpoint? account;

    protected QueueServiceClient()
    {
    }

    public QueueServiceClient(string connectionString) => account = QueueEndpoint.Of(connectionString, options: null);

    public QueueServiceClient(string connectionString, QueueClientOptions options) => account = QueueEndpoint.Of(connectionString, options);

    public QueueServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null) =>
        account = QueueEndpoint.Of(serviceUri, options, credential.Policy(), credential.AccountName);

    public QueueServiceClient(Uri serviceUri, AzureSasCredential credential, QueueClientOptions? options = null) =>
        account = QueueEndpoint.Of(serviceUri, options, new SignaturePolicy(credential));

    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null) =>
        account = QueueEndpoint.Of(serviceUri, options, StoragePipeline.Bearer(credential));

    public virtual Uri Uri => Account().Uri;

    public virtual string AccountName => Account().AccountName;

    /// <summary>Makes no request: the queue need not exist.</summary>
    public virtual QueueClient GetQueueClient(string queueName) => new(Account().QueueOf(queueName), queueName);

    private QueueEndpoint Account([CallerMemberName] string member = "") => account ?? throw QueueClient.NotOverridden(member);
}
