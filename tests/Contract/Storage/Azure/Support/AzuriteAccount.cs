namespace FollowUpFlows.Tests.Contract.Storage.Azure.Support;

/// <summary>An account of the emulator.</summary>
public sealed class AzuriteAccount(string name, Uri blobs, Uri queues, Uri tables)
{
    /// <summary>Made up for the tests; not a secret.</summary>
    public const string Key = "a2V5IG9mIHRoZSB0ZXN0cw==";

    public string Name => name;

    public Uri Queues => new(queues, name);

    public Uri Tables => new(tables, name);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={Key};"
        + $"BlobEndpoint={new Uri(blobs, name)};QueueEndpoint={Queues};TableEndpoint={Tables};";
}
