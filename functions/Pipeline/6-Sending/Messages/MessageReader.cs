using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads message templates (<c>templates/messages/</c>) and the parts that they include (<c>templates/parts/</c>). Every fault is found here, with its line; what was read
/// without one can be rendered for every customer.</summary>
public static partial class MessageReader
{
    private const string EmailEnding = ".email.md";
    private const string LineEnding = ".line.yaml";
    private const string PartEnding = ".md";

    /// <summary>An e-mail, or every fault of the file.</summary>
    /// <param name="file">The name for the faults; its last part without <c>.email.md</c> is the message's id.</param>
    public static TemplateReading<EmailTemplate> ReadEmail(string file, string text) => ReadEmail(file, text, MessageParts.None);

    /// <summary>The same, with parts that it may include. Their faults count, too.</summary>
    public static TemplateReading<EmailTemplate> ReadEmail(string file, string text, MessageParts parts)
    {
        TemplateFile template = new(file);
        string id = ReadId(template, file, EmailEnding);
        string source = WithPlainLineBreaks(text);
        PartSource included = new(parts);
        EmailTemplate? email = EmailTemplateReader.Read(template, id, source, included);
        return Reading(template.Faults.Count == 0 ? email : null, template.Faults, source, included);
    }

    /// <summary>A LINE message, or every fault of the file.</summary>
    /// <param name="file">The name for the faults; its last part without <c>.line.yaml</c> is the message's id.</param>
    public static TemplateReading<LineTemplate> ReadLine(string file, string text) => ReadLine(file, text, MessageParts.None);

    /// <summary>The same, with parts that it may include. Their faults count, too.</summary>
    public static TemplateReading<LineTemplate> ReadLine(string file, string text, MessageParts parts)
    {
        TemplateFile template = new(file);
        string id = ReadId(template, file, LineEnding);
        string source = WithPlainLineBreaks(text);
        PartSource included = new(parts, areWords: true);
        LineTemplate? line = LineTemplateReader.Read(template, id, source, included);
        return Reading(template.Faults.Count == 0 ? line : null, template.Faults, source, included);
    }

    /// <summary>A part, or every fault of its file and of the parts that it includes itself.</summary>
    /// <param name="file">The name for the faults; its last part without <c>.md</c> is the part's id.</param>
    internal static TemplateReading<MessagePart> ReadPart(string file, string text, MessageParts parts)
    {
        TemplateFile template = new(file);
        string id = ReadId(template, file, PartEnding);
        string source = WithPlainLineBreaks(text);
        PartSource included = new(parts);
        MessagePart? part = PartReader.Read(template, id, source, included);
        return Reading(template.Faults.Count == 0 ? part : null, template.Faults, source, included);
    }

    /// <summary>An e-mail whose parts are not at hand, for what it says of itself; null when it cannot be read.</summary>
    internal static EmailTemplate? ReadEmailAlone(string file, string text) => EmailTemplateReader.Read(new TemplateFile(file), "", WithPlainLineBreaks(text), new PartSource(null));

    /// <summary>A part whose own parts are not at hand; null when it cannot be read.</summary>
    internal static MessagePart? ReadPartAlone(string file, string text) => PartReader.Read(new TemplateFile(file), "", WithPlainLineBreaks(text), new PartSource(null));

    /// <summary>The frame of all e-mails, or every fault of the two files.</summary>
    public static TemplateReading<MessageLayout> ReadLayout(string htmlFile, string html, string textFile, string text)
    {
        TemplateFile htmlTemplate = new(htmlFile);
        TemplateFile textTemplate = new(textFile);
        MessageLayout? layout = new LayoutReader(htmlTemplate, textTemplate).Read(WithPlainLineBreaks(html), WithPlainLineBreaks(text));
        return new TemplateReading<MessageLayout>(layout, [.. htmlTemplate.Faults, .. textTemplate.Faults]);
    }

    private static string ReadId(TemplateFile template, string file, string ending)
    {
        string name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        string id = name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : "";
        if (!Id().IsMatch(id))
        {
            template.Refuse(1, $"the file's name must be ID{ending}; an id has up to 100 small letters, digits and single hyphens");
        }

        return id;
    }

    private static string WithPlainLineBreaks(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>YAML takes <c>key: {{field}} …</c> for a mapping, and says so in words that help nobody.</summary>
    private static TemplateReading<T> Reading<T>(T? value, IReadOnlyList<TemplateFault> faults, string source, PartSource parts)
        where T : class
    {
        string[] lines = source.Split('\n');
        return new TemplateReading<T>(value, [.. faults.Select(WithHint), .. parts.Faults]);

        TemplateFault WithHint(TemplateFault fault) =>
            fault.Line <= lines.Length && UnquotedField().IsMatch(lines[fault.Line.Value - 1])
                ? fault with { Message = fault.Message + "; put quotes around a text that begins with '{{'" }
                : fault;
    }

    [GeneratedRegex(@"\A(?=.{1,100}\z)[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[\s-]*[A-Za-z]+:\s*\{\{")]
    private static partial Regex UnquotedField();
}
