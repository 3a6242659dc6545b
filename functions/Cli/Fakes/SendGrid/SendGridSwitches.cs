using System.Globalization;
using FollowUpFlows.Cli.Fakes.Serving;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>What the fake has beside SendGrid's API: what it delivered, and its faults.</summary>
internal static class SendGridSwitches
{
    private const string Note = """
        GET  /__fake/mails             as JSON
        POST /__fake/faults/{fault}    the next request goes wrong like that; ?times=3 for the next three
        POST /__fake/events/twice      every event is told twice; /once, /backwards, /forwards
        POST /__fake/shares/{fate}     ?percent=5: of the other mails so many bounce, block, spam, leave, slow or read; 0 for none
        What becomes of a mail says its address: bounce.…@ block.…@ spam.…@ leave.…@ slow.…@ read.…@; all others are delivered.
        """;

    private const int TimesMax = 1000;

    /// <returns>False for a path that is none of these.</returns>
    public static async Task<bool> AnswerAsync(SendGridFake fake, HttpContext context)
    {
        string[] parts = (context.Request.Path.Value ?? "/").Trim('/').Split('/');
        if (parts is not ([""] or ["__fake", ..]) || !FakePage.IsForThisMachine(context))
        {
            return false;
        }

        switch ((context.Request.Method, parts))
        {
            case ("GET", [""]):
                await FakePage.ListAsync(context, "SendGrid (fake)", $"{Note}\nfaults: {string.Join(' ', Enum.GetNames<SendGridFault>())}", fake.Mails.Reverse().Select(Row));
                return true;
            case ("GET", ["__fake", "mails"]):
                await FakePage.JsonAsync(context, fake.Mails);
                return true;
            case ("GET", ["__fake", "mails", var id]) when fake.Mails.FirstOrDefault(m => m.MessageId == id) is { } mail:
                await FakePage.MailAsync(context, mail.Html);
                return true;
            case ("POST", ["__fake", "faults", var word]) when Enum.TryParse(word, ignoreCase: true, out SendGridFault fault) && Enum.IsDefined(fault):
                fake.Fail(Enumerable.Repeat(fault, Times(context)));
                break;
            case ("POST", ["__fake", "events", "twice" or "once"]):
                fake.Events.TellsTwice = parts[2] == "twice";
                break;
            case ("POST", ["__fake", "events", "backwards" or "forwards"]):
                fake.Events.TellsBackwards = parts[2] == "backwards";
                break;
            case ("POST", ["__fake", "shares", var fate]) when int.TryParse(context.Request.Query["percent"], NumberStyles.None, CultureInfo.InvariantCulture, out int percent):
                if (!fake.Share(fate, percent))
                {
                    return false;
                }

                break;
            default:
                return false;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    private static int Times(HttpContext context) =>
        int.TryParse(context.Request.Query["times"], NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times is >= 1 and <= TimesMax ? times : 1;

    private static string[] Row(FakeMail mail) =>
    [
        $"<a href=\"/__fake/mails/{mail.MessageId}\">{mail.MessageId}</a>",
        FakePage.Encoded(mail.To),
        $"<b>{FakePage.Encoded(mail.Subject)}</b><pre>{FakePage.Encoded(mail.Text)}</pre>",
    ];
}
