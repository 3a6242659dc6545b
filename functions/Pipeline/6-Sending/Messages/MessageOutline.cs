using System.Text;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What a message says, for whom has no customer at hand: merge fields stand as they are written, and of a choice both texts.</summary>
/// <param name="Title">The subject of an e-mail; null for LINE.</param>
/// <param name="Preheader">What mail programs show beside the subject; null when there is none, and for LINE.</param>
/// <param name="Text">The Markdown of an e-mail; null for LINE.</param>
/// <param name="Line">LINE message objects, a JSON array; null for e-mail.</param>
public sealed record MessageOutline(string MessageId, Channel Channel, string? Title, string? Preheader, string? Text, JsonElement? Line)
{
    /// <summary>Of every message of a journey, by id, e-mails first.</summary>
    /// <param name="files">Of the same version.</param>
    public static IReadOnlyList<MessageOutline> Of(JourneyMessages messages, TemplateSet files) =>
    [
        .. messages.Emails.Values.OrderBy(m => m.Id, StringComparer.Ordinal).Select(m => Of(m, files)),
        .. messages.Lines.Values.OrderBy(m => m.Id, StringComparer.Ordinal).Select(Of),
    ];

    /// <summary>The subject of an e-mail, for whom has no customer at hand.</summary>
    internal static string SubjectOf(EmailTemplate email) => Written(email.Content.Subject);

    private static MessageOutline Of(EmailTemplate email, TemplateSet files) => new(
        email.Id,
        Channel.Email,
        SubjectOf(email),
        email.Content.Preheader is { } preheader ? Written(preheader) : null,
        BodyOf(email, files),
        null);

    private static string BodyOf(EmailTemplate email, TemplateSet files) => PartNames.WrittenOut(
        EmailTemplateReader.Split(files.Files[$"messages/{email.Id}.email.md"].ReplaceLineEndings("\n"))!.Value.Body.Trim('\n'),
        id => files.Files.GetValueOrDefault(PartNames.PathOf(id))?.ReplaceLineEndings("\n"));

    private static MessageOutline Of(LineTemplate line)
    {
        using JsonDocument json = JsonDocument.Parse(line.Messages.ToJson(Written));
        return new MessageOutline(line.Id, Channel.Line, null, null, null, json.RootElement.Clone());
    }

    private static string Written(TextTemplate template)
    {
        StringBuilder text = new();
        Write(template.Nodes, text);
        return text.ToString();
    }

    private static void Write(IReadOnlyList<TemplateNode> nodes, StringBuilder text)
    {
        foreach (TemplateNode node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Literal literal:
                    text.Append(literal.Text);
                    break;
                case TemplateNode.Field field:
                    text.Append("{{").Append(field.Name).Append("}}");
                    break;
                case TemplateNode.If choice:
                    Write(choice.Then, text);
                    Write(choice.Else, text);
                    break;
                case TemplateNode.Each each:
                    Write(each.Body, text);
                    break;
            }
        }
    }
}
