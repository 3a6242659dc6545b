namespace FollowUpFlows.Runtime.Durable;

/// <summary>Events to bytes and back: a byte for the format, then one event after the other. What a version has written, every later one
/// reads.</summary>
internal static class HistoryCodec
{
    private const byte Format = 2;

    /// <summary>What every row of the first format begins with.</summary>
    private const byte Json = (byte)'{';

    /// <summary>What an episode recorded is one row, unless it is large: with the event that reaches this size its row ends.</summary>
    private const int RowBytes = 64 * 1024;

    /// <param name="from">Position of the first event in its history.</param>
    /// <returns>Rows, each under the position of its first event.</returns>
    public static IReadOnlyList<(int Position, byte[] Events)> Rows(IReadOnlyList<HistoryEvent> events, int from)
    {
        List<(int Position, byte[] Events)> rows = new(1);
        HistoryWriter writer = new();
        int first = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (i == first)
            {
                writer.Clear();
                writer.Byte(Format);
            }

            HistoryEventWriter.Write(writer, events[i]);
            if (writer.Count >= RowBytes || i == events.Count - 1)
            {
                rows.Add((from + first, writer.ToArray()));
                first = i + 1;
            }
        }

        return rows;
    }

    /// <summary>The event of a message, which is always one.</summary>
    public static byte[] Encode(HistoryEvent one) => Rows([one], 0)[0].Events;

    /// <exception cref="HistoryFormatException">Of a newer version, or damaged.</exception>
    public static List<HistoryEvent> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [Json, ..])
        {
            return [JsonHistory.Decode(bytes)];
        }

        HistoryReader reader = new(bytes);
        byte format = reader.Byte();
        if (format != Format)
        {
            throw new HistoryFormatException(
                $"A stored event has format {format}; this version reads up to {Format}. Run the version that wrote it.");
        }

        List<HistoryEvent> events = [];
        while (!reader.IsAtEnd)
        {
            events.Add(HistoryEventReader.Read(ref reader));
        }

        return events;
    }

    /// <inheritdoc cref="Decode"/>
    public static HistoryEvent DecodeOne(ReadOnlySpan<byte> bytes) => Decode(bytes) is [HistoryEvent one]
        ? one
        : throw new HistoryFormatException("A stored message is damaged: it has not one event.");
}
