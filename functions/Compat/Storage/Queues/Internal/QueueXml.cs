using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace FollowUpFlows.Compat.Storage.Queues;

/// <summary>Messages as the service writes and reads them.</summary>
internal static class QueueXml
{
    public static byte[] Write(string text) =>
        Encoding.UTF8.GetBytes(new XElement("QueueMessage", new XElement("MessageText", text)).ToString(SaveOptions.DisableFormatting));

    public static QueueMessage[] Messages(Response response, QueueMessageEncoding encoding) => Read(response, row => QueuesModelFactory.QueueMessage(
        Text(row, "MessageId"),
        Text(row, "PopReceipt"),
        MessageText.Decode(Text(row, "MessageText"), encoding),
        Number(row, "DequeueCount"),
        Instant(row, "TimeNextVisible"),
        Instant(row, "InsertionTime"),
        Instant(row, "ExpirationTime")));

    public static PeekedMessage[] Peeked(Response response, QueueMessageEncoding encoding) => Read(response, row => QueuesModelFactory.PeekedMessage(
        Text(row, "MessageId"),
        MessageText.Decode(Text(row, "MessageText"), encoding),
        Number(row, "DequeueCount"),
        Instant(row, "InsertionTime"),
        Instant(row, "ExpirationTime")));

    public static SendReceipt Receipt(Response response) => Read(response, static row => QueuesModelFactory.SendReceipt(
        Text(row, "MessageId"),
        Instant(row, "InsertionTime"),
        Instant(row, "ExpirationTime"),
        Text(row, "PopReceipt"),
        Instant(row, "TimeNextVisible"))) is [var receipt] ? receipt : throw Broken(null);

    /// <summary>From the headers: the answer has no body.</summary>
    public static UpdateReceipt Update(Response response) =>
        response.Headers.TryGetValue("x-ms-popreceipt", out string? receipt)
        && response.Headers.TryGetValue("x-ms-time-next-visible", out string? visible)
        && TryInstant(visible, out DateTimeOffset visibleOn) ? QueuesModelFactory.UpdateReceipt(receipt, visibleOn) : throw Broken(null);

    public static QueueProperties Properties(Response response)
    {
        const string metadata = "x-ms-meta-";
        Dictionary<string, string> words = response.Headers
            .Where(h => h.Name.StartsWith(metadata, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Name[metadata.Length..], h => h.Value, StringComparer.OrdinalIgnoreCase);
        return response.Headers.TryGetValue("x-ms-approximate-messages-count", out string? count)
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? QueuesModelFactory.QueueProperties(words, number)
            : throw Broken(null);
    }

    private static T[] Read<T>(Response response, Func<XElement, T> read)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(response.Content.ToStream());
            return [.. XElement.Load(reader, LoadOptions.PreserveWhitespace).Elements("QueueMessage").Select(read)];
        }
        catch (Exception fault) when (fault is XmlException or FormatException or InvalidOperationException)
        {
            throw Broken(fault);
        }
    }

    private static string Text(XElement row, string name) => row.Element(name)?.Value ?? throw new FormatException($"A message has no {name}.");

    private static long Number(XElement row, string name) => long.Parse(Text(row, name), CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(XElement row, string name) =>
        TryInstant(Text(row, name), out DateTimeOffset instant) ? instant : throw new FormatException($"The {name} of a message is no time.");

    private static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);

    /// <summary>Status 0, as where there is no answer at all: asking again may help.</summary>
    private static RequestFailedException Broken(Exception? fault) => new(0, "The queue service's answer cannot be read.", fault);
}
