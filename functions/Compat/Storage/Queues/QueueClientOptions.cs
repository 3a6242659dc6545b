using Azure.Core;

namespace Azure.Storage.Queues;

public class QueueClientOptions : ClientOptions
{
    public QueueClientOptions(ServiceVersion version = ServiceVersion.V2026_10_06) => Version = version;

    /// <summary>What the service calls its versions.</summary>
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 9,
        V2025_11_05 = 28,
        V2026_02_06 = 29,
        V2026_10_06 = 32,
    }

    public ServiceVersion Version { get; }

    /// <summary>Receivers must use the same. A queue trigger expects <see cref="QueueMessageEncoding.Base64"/>.</summary>
    public QueueMessageEncoding MessageEncoding { get; set; }
}

/// <summary>How texts lie in the queue.</summary>
public enum QueueMessageEncoding
{
    /// <summary>As they are: only what XML can hold.</summary>
    None = 0,

    /// <summary>Any text, at the cost of a quarter of the room.</summary>
    Base64 = 1,
}
