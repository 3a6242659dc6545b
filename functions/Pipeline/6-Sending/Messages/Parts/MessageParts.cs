using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>The parts that messages of one set may include, each read once. Not safe from several threads.</summary>
/// <param name="files">Texts by path; those of parts count.</param>
public sealed class MessageParts(IReadOnlyDictionary<string, string> files)
{
    private readonly Dictionary<string, TemplateReading<MessagePart>> known = new(StringComparer.Ordinal);
    private readonly List<string> reading = [];

    /// <summary>A set without parts.</summary>
    public static MessageParts None => new(new Dictionary<string, string>());

    /// <summary>The same with other words in one file.</summary>
    public MessageParts With(string path, string text) => new(new Dictionary<string, string>(files, StringComparer.Ordinal) { [path] = text });

    /// <summary>Ids of all there are, ordinal.</summary>
    public IReadOnlyList<string> Ids => [.. files.Keys.Select(PartNames.IdOf).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The words of a part's file; null when there is none.</summary>
    public string? TextOf(string id) => files.GetValueOrDefault(PartNames.PathOf(id));

    /// <summary>The part, or every fault of its file and of the parts that it includes; null when there is none.</summary>
    public TemplateReading<MessagePart>? Read(string id)
    {
        if (known.TryGetValue(id, out TemplateReading<MessagePart>? before))
        {
            return before;
        }

        if (TextOf(id) is not { } text)
        {
            return null;
        }

        reading.Add(id);
        TemplateReading<MessagePart> read = MessageReader.ReadPart(PartNames.PathOf(id), text, this);
        reading.Remove(id);
        return known[id] = read;
    }

    /// <summary>The way by which a part includes itself; null while it is not being read.</summary>
    internal string? CircleOf(string id) => reading.IndexOf(id) is var at and >= 0 ? string.Join(" → ", reading.Skip(at).Append(id)) : null;
}
