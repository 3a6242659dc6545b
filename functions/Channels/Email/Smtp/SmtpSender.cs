using System.Net;
using System.Net.Mail;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>E-mail by a mail server of the shop's own or of its provider. The server tells nothing afterwards: what bounces comes to the
/// sender's mailbox.</summary>
public sealed class SmtpSender(SmtpOptions options, EmailFrom from) : IChannelSender
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <summary>Never: mail servers do not compare messages.</summary>
    public TimeSpan? RepeatableFor => null;

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        EmailPayload payload = JsonSerializer.Deserialize<EmailPayload>(message.Payload, JsonSerializerOptions.Web)!;
        using SmtpMessage mail = SmtpMessage.Of(message, payload, from)
            ?? throw new ChannelException(Channel, ChannelFailure.Rejected, "the address has characters that mail servers do not take");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        using SmtpClient client = NewClient();
        try
        {
            await client.SendMailAsync(mail.Mail, limit.Token);
            return new ChannelReceipt(mail.Id);
        }
        catch (SmtpException e)
        {
            throw SmtpFaults.Of(e, payload.To, mail.HasBegun);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw SmtpFaults.Broken($"no answer within {options.Timeout.TotalSeconds:0.#} s", mail.HasBegun, e);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            throw SmtpFaults.Broken(e.GetType().Name, mail.HasBegun, e);
        }
    }

    /// <summary>One for each message: a connection that was left open may be closed by the server at any time.</summary>
    private SmtpClient NewClient()
    {
        SmtpClient client = new(options.Host, options.Port)
        {
            EnableSsl = options.IsEncrypted,
            UseDefaultCredentials = false,
            Timeout = (int)options.Timeout.TotalMilliseconds,  // some of its waits know no token
        };
        if (options.Login is { } login)
        {
            client.Credentials = new NetworkCredential(login.User, login.Password);
        }

        return client;
    }
}
