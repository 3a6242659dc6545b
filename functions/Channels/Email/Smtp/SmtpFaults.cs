using System.Net.Mail;
using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>What a mail server's refusal means. A refusal in words is one at whatever point it comes; a connection that breaks once the
/// text was on its way leaves open whether the message was taken.</summary>
internal static partial class SmtpFaults
{
    /// <summary>After a sign-in that was refused the client goes on, until the server asks for one.</summary>
    private const int SignInFirst = 530;
    private const int SignInRefusedFrom = 534;
    private const int SignInRefusedTo = 538;

    public static ChannelException Of(SmtpException fault, string to, bool hasBegun)
    {
        int status = (int)fault.StatusCode;
        string said = ProviderWords.Of(fault.Message, to);
        return status switch
        {
            // The sign-in comes before any message: once it is mended, what waits can go.
            SignInFirst or (>= SignInRefusedFrom and <= SignInRefusedTo) => new ChannelException(Channel.Email, ChannelFailure.Temporary, said, null, fault, isSurelyNotTaken: true),
            >= 400 and < 500 => new ChannelException(Channel.Email, ChannelFailure.Temporary, said, null, fault, isSurelyNotTaken: true),
            >= 500 and < 600 => new ChannelException(Channel.Email, IsGone(fault, status) ? ChannelFailure.RecipientGone : ChannelFailure.Rejected, said, null, fault),
            _ => Broken(said, hasBegun, fault),
        };
    }

    public static ChannelException Broken(string detail, bool hasBegun, Exception fault) =>
        new(Channel.Email, ChannelFailure.Temporary, detail, null, fault, isSurelyNotTaken: !hasBegun);

    /// <summary>Only what can mean nothing else. 550 alone is what servers answer to spam, too, and would silence a customer for ever.</summary>
    private static bool IsGone(SmtpException fault, int status) =>
        fault is SmtpFailedRecipientException && (EnhancedCode().Match(fault.Message) is { Success: true } code
            ? code.Value is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1"
            : status is 551 or 553);

    /// <summary>RFC 3463.</summary>
    [GeneratedRegex(@"(?<![0-9.])5\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")]
    private static partial Regex EnhancedCode();
}
