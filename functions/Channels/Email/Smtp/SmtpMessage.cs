using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>An e-mail as it goes to a mail server: text and HTML of the same message, UTF-8.</summary>
internal sealed class SmtpMessage : IDisposable
{
    private readonly WatchedStream text;
    private readonly WatchedStream html;

    private SmtpMessage(MailMessage mail, EmailPayload payload)
    {
        Mail = mail;
        text = new WatchedStream(Encoding.UTF8.GetBytes(payload.Text));
        html = new WatchedStream(Encoding.UTF8.GetBytes(payload.Html));
        mail.AlternateViews.Add(View(text, MediaTypeNames.Text.Plain));  // the plainest first: programs show the last that they can
        mail.AlternateViews.Add(View(html, MediaTypeNames.Text.Html));
    }

    public MailMessage Mail { get; }

    /// <summary>The message's own id, by which a mail server's log can be searched.</summary>
    public string Id => Mail.Headers["Message-ID"]!;

    /// <summary>Whether a part of the message may have left.</summary>
    public bool HasBegun => text.HasBegun || html.HasBegun;

    /// <summary>Null when the recipient's address is none that this way of sending can write.</summary>
    public static SmtpMessage? Of(OutgoingMessage message, EmailPayload payload, EmailFrom from)
    {
        if (!Ascii.IsValid(payload.To) || !MailAddress.TryCreate(payload.To, out MailAddress? to))
        {
            return null;
        }

        MailMessage mail = new()
        {
            From = new MailAddress(from.Address, from.Name, Encoding.UTF8),
            Subject = payload.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.To.Add(to);
        if (from.ReplyTo is { } replyTo)
        {
            mail.ReplyToList.Add(new MailAddress(replyTo));
        }

        mail.Headers["Message-ID"] = $"<{message.Key:N}@{mail.From.Host}>";
        foreach ((string name, string value) in ListUnsubscribe.Of(payload.Unsubscribe))
        {
            mail.Headers[name] = value;
        }

        return new SmtpMessage(mail, payload);
    }

    public void Dispose() => Mail.Dispose();  // and the views with it

    private static AlternateView View(Stream content, string mediaType) =>
        new(content, new ContentType(mediaType) { CharSet = "utf-8" }) { TransferEncoding = TransferEncoding.Base64 };
}
