namespace Azure.Storage.Queues.Models;

public class QueueProperties
{
    public IDictionary<string, string> Metadata { get; internal init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Messages that somebody holds or that are delayed count as well.</summary>
    public int ApproximateMessagesCount => (int)Math.Min(ApproximateMessagesCountLong, int.MaxValue);

    public long ApproximateMessagesCountLong { get; internal init; }
}
