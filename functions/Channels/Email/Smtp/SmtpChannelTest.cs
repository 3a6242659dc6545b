using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>Connects to the mail server as for a message, encrypts, signs in, and takes leave without one.</summary>
/// <param name="trust">Null for what this machine trusts.</param>
/// <param name="patience">For all of it; null for the usual.</param>
public sealed class SmtpChannelTest(SmtpOptions options, EmailFrom from, RemoteCertificateValidationCallback? trust = null, TimeSpan? patience = null) : IChannelTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public async Task<ChannelTestResult> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? Patience);
        bool isConnected = false;
        ChannelTestOutcome outcome;
        try
        {
            using TcpClient tcp = new();
            await tcp.ConnectAsync(options.Host, options.Port, limit.Token);
            isConnected = true;
            await using SmtpTalk talk = new(tcp.GetStream());
            outcome = await TalkAsync(talk, limit.Token);
        }
        catch (AuthenticationException)
        {
            outcome = ChannelTestOutcome.NotTrusted;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            outcome = isConnected ? ChannelTestOutcome.Odd : ChannelTestOutcome.Unreachable;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = isConnected ? ChannelTestOutcome.TimedOut : ChannelTestOutcome.Unreachable;
        }

        return new ChannelTestResult(ChannelProvider.Smtp, outcome, from.Address);
    }

    private async Task<ChannelTestOutcome> TalkAsync(SmtpTalk talk, CancellationToken cancellationToken)
    {
        SmtpReply greeting = await talk.HearAsync(cancellationToken);
        if (greeting.Code != 220)
        {
            return IsLater(greeting) ? ChannelTestOutcome.Busy : ChannelTestOutcome.NotAllowed;
        }

        SmtpReply hello = await talk.SayAsync(Hello, cancellationToken);
        if (options.IsEncrypted)
        {
            if (!hello.Offers("STARTTLS") || (await talk.SayAsync("STARTTLS", cancellationToken)).Code != 220)
            {
                return ChannelTestOutcome.NoEncryption;
            }

            await talk.EncryptAsync(options.Host, trust, cancellationToken);
            hello = await talk.SayAsync(Hello, cancellationToken);
        }

        if (hello.Code != 250)
        {
            return IsLater(hello) ? ChannelTestOutcome.Busy : ChannelTestOutcome.Odd;
        }

        if (options.Login is { } login && await SignInAsync(talk, login, hello.Ways, cancellationToken) is { Code: not 235 } refused)
        {
            return IsLater(refused) ? ChannelTestOutcome.Busy : ChannelTestOutcome.Refused;
        }

        await talk.SayAsync("QUIT", cancellationToken);
        return ChannelTestOutcome.Works;
    }

    /// <summary>As most servers take it; one that offers neither is asked all the same.</summary>
    private static async Task<SmtpReply> SignInAsync(SmtpTalk talk, SmtpLogin login, IReadOnlyList<string> ways, CancellationToken cancellationToken)
    {
        if (ways.Contains("PLAIN") && !ways.Contains("LOGIN"))
        {
            return await talk.SayAsync($"AUTH PLAIN {Encoded($"\0{login.User}\0{login.Password}")}", cancellationToken);
        }

        SmtpReply asked = await talk.SayAsync($"AUTH LOGIN {Encoded(login.User)}", cancellationToken);
        return asked.Code == 334 ? await talk.SayAsync(Encoded(login.Password), cancellationToken) : asked;
    }

    private const string Hello = "EHLO [127.0.0.1]";

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static bool IsLater(SmtpReply reply) => reply.Code is >= 400 and < 500;
}
