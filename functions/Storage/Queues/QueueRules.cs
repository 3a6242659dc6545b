using System.Text;
using Azure;

namespace FollowUpFlows.Storage.Queues;

/// <summary>What the queue service refuses, with its statuses and error codes.</summary>
internal static class QueueRules
{
    public const string QueueNotFound = "QueueNotFound";

    private const int ReceiveMax = 32;
    private static readonly TimeSpan VisibilityMax = TimeSpan.FromDays(7);
    private static readonly TimeSpan ReceiveVisibilityMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToLiveMax = TimeSpan.FromSeconds(int.MaxValue);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromDays(7);

    /// <summary>3–63 lower-case letters, digits and single hyphens, none at an end.</summary>
    public static bool IsName(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-' && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);

    public static void CheckName(string name)
    {
        if (name.Length is < 3 or > 63)
        {
            throw Refusal(400, "OutOfRangeInput", $"A queue's name has 3 to 63 characters, not {name.Length}.");
        }

        if (!IsName(name))
        {
            throw Refusal(400, "InvalidResourceName", $"'{name}' is no queue name: 3 to 63 lower-case letters, digits and single hyphens.");
        }
    }

    public static void CheckText(string text, int bytesMax)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > bytesMax)
        {
            throw Refusal(413, "RequestBodyTooLarge", $"A message has at most {bytesMax} bytes, this one {bytes}.");
        }
    }

    public static void CheckCount(int count)
    {
        if (count is < 1 or > ReceiveMax)
        {
            throw OutOfRange($"1 to {ReceiveMax} messages at a time, not {count}.");
        }
    }

    public static void CheckReceiveVisibility(TimeSpan timeout)
    {
        if (timeout < ReceiveVisibilityMin || timeout > VisibilityMax)
        {
            throw OutOfRange($"Received messages are hidden for 1 second to 7 days, not {timeout}.");
        }
    }

    public static void CheckVisibility(TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero || timeout > VisibilityMax)
        {
            throw OutOfRange($"Messages are hidden for 0 to 7 days, not {timeout}.");
        }
    }

    public static void CheckTimeToLive(TimeSpan timeToLive, TimeSpan visibilityTimeout)
    {
        if (timeToLive != Forever && (timeToLive <= TimeSpan.Zero || timeToLive <= visibilityTimeout || timeToLive > TimeToLiveMax))
        {
            throw OutOfRange(
                $"A message lives for longer than it is hidden ({visibilityTimeout}), or for ever (-1 second), not {timeToLive}.");
        }
    }

    /// <summary>When a message expires; null: never.</summary>
    public static DateTimeOffset? Expiry(DateTimeOffset now, TimeSpan timeToLive) => timeToLive == Forever ? null : now + timeToLive;

    public static RequestFailedException NoQueue(string name) =>
        Refusal(404, QueueNotFound, $"There is no queue '{name}'. Create it first.");

    public static RequestFailedException NoMessage() => Refusal(404, "MessageNotFound", "The message is gone: removed or expired.");

    public static RequestFailedException StaleReceipt() =>
        Refusal(400, "PopReceiptMismatch", "Somebody else has received or changed the message since: this pop receipt counts no more.");

    private static RequestFailedException OutOfRange(string message) => Refusal(400, "OutOfRangeQueryParameterValue", message);

    private static RequestFailedException Refusal(int status, string code, string message) =>
        new(status, message, code, innerException: null);
}
