using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.Smtp;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.Smtp;

/// <summary>Against a real server: what it gets, and what its answers mean.</summary>
public sealed partial class SmtpSenderTests
{
    private const string Payload = """
        {"to":"hanako@example.com","subject":"ご注文ありがとうございます。またのお越しをお待ちしております（茶舗みどり）😀","html":"<p>山田 花子 様</p>","text":"山田 花子 様\n.\n今日も","unsubscribe":"https://follow.midori.example/u/c1.abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789"}
        """;

    private static readonly X509Certificate2 Trusted = SmtpServer.NewCertificate();

    static SmtpSenderTests()
    {
#pragma warning disable SYSLIB0014 // the only place where SmtpClient asks whom to trust, but the machine's own store
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Trusted.GetCertHashString();
#pragma warning restore SYSLIB0014
    }

    [Fact]
    public async Task Send_Message_ArrivesAsTextAndHtmlUnderItsHeaders()
    {
        await using SmtpServer server = new(Trusted);
        ChannelReceipt receipt = await SendAsync(OptionsOf(server));

        string mail = Assert.Single(server.Mails);
        Assert.Equal("<00112233445566778899aabbccddeeff@midori.example>", receipt.ProviderId);
        Dictionary<string, string> headers = HeadersOf(mail);
        Assert.Equal(receipt.ProviderId, headers["message-id"]);
        Assert.Equal("ご注文ありがとうございます。またのお越しをお待ちしております（茶舗みどり）😀", Decoded(headers["subject"]));
        Assert.Equal("茶舗みどり <news@midori.example>", Decoded(headers["from"]).Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal(("hanako@example.com", "cs@midori.example"), (headers["to"], headers["reply-to"]));
        Assert.Equal("<https://follow.midori.example/u/c1.abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789>", headers["list-unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", headers["list-unsubscribe-post"]);
        Assert.StartsWith("multipart/alternative", headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(["text/plain: 山田 花子 様\n.\n今日も", "text/html: <p>山田 花子 様</p>"], PartsOf(mail));
        Assert.DoesNotContain(mail.Split("\r\n"), l => l.Length > 998 || !Ascii.IsValid(l));
    }

    [Fact]
    public async Task Send_WithALogin_SignsInAfterTheConnectionIsEncrypted()
    {
        await using SmtpServer server = new(Trusted);
        await SendAsync(OptionsOf(server) with { Login = new SmtpLogin("shop", "pass") });
        string[] said = [.. server.Commands];
        int encrypted = Array.IndexOf(said, "STARTTLS");
        Assert.Equal($"AUTH login {Convert.ToBase64String("shop"u8)}", Assert.Single(said, c => c.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)), ignoreCase: true);
        Assert.InRange(encrypted, 1, Array.IndexOf(said, Convert.ToBase64String("pass"u8)));
        Assert.Contains("MAIL FROM:<news@midori.example>", said);
        Assert.Contains("RCPT TO:<hanako@example.com>", said);
    }

    [Theory]
    [InlineData("CONNECT", "421 4.3.2 busy", ChannelFailure.Temporary)]
    [InlineData("MAIL", "530 5.7.0 sign in first", ChannelFailure.Temporary)] // mended by a setting: what waits can go then
    [InlineData("MAIL", "451 4.3.0 later", ChannelFailure.Temporary)]
    [InlineData("MAIL", "550 5.7.1 not you", ChannelFailure.Rejected)]
    [InlineData("RCPT", "450 4.2.1 greylisted", ChannelFailure.Temporary)]
    [InlineData("RCPT", "452 4.2.2 <hanako@example.com> full", ChannelFailure.Temporary)]
    [InlineData("RCPT", "550 5.1.1 <hanako@example.com> unknown", ChannelFailure.RecipientGone)]
    [InlineData("RCPT", "550 5.2.1 disabled", ChannelFailure.RecipientGone)]
    [InlineData("RCPT", "550 5.7.1 5.1.1 blocked", ChannelFailure.Rejected)]
    [InlineData("RCPT", "550 no", ChannelFailure.Rejected)] // spam, perhaps
    [InlineData("RCPT", "551 not here", ChannelFailure.RecipientGone)]
    [InlineData("RCPT", "553 no such name", ChannelFailure.RecipientGone)]
    [InlineData("RCPT", "553 5.7.2 no", ChannelFailure.Rejected)]
    [InlineData("DATA", "451 later", ChannelFailure.Temporary)]
    [InlineData("DATA", "554 5.1.1 no", ChannelFailure.Rejected)] // not about the recipient
    [InlineData("END", "451 4.3.0 later", ChannelFailure.Temporary)]
    [InlineData("END", "554 5.6.0 too large", ChannelFailure.Rejected)]
    public async Task Send_RefusedInWords_IsNotTakenAtWhateverPoint(string point, string reply, ChannelFailure expected)
    {
        await using SmtpServer server = new(Trusted) { Replies = { [point] = reply } };
        ChannelException fault = await FailAsync(OptionsOf(server) with { Login = new SmtpLogin("shop", "pass") });
        Assert.Equal(expected, fault.Failure);
        Assert.True(fault.Failure != ChannelFailure.Temporary || fault.IsSurelyNotTaken);
        Assert.DoesNotContain("hanako", fault.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("pass ", fault.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The client goes on without, and is stopped by the server.</summary>
    [Fact]
    public async Task Send_PasswordThatIsWrong_IsSurelyNotTaken()
    {
        await using SmtpServer server = new(Trusted) { Replies = { ["AUTH"] = "535 5.7.8 wrong", ["MAIL"] = "530 5.7.0 sign in first" } };
        ChannelException fault = await FailAsync(OptionsOf(server) with { Login = new SmtpLogin("shop", "pass") });
        Assert.Equal((ChannelFailure.Temporary, true), (fault.Failure, fault.IsSurelyNotTaken));
    }

    [Theory]
    [InlineData("CONNECT", true)]
    [InlineData("EHLO", true)]
    [InlineData("STARTTLS", true)]
    [InlineData("AUTH", true)]
    [InlineData("MAIL", true)]
    [InlineData("RCPT", true)]
    [InlineData("DATA", true)]
    [InlineData("TEXT", false)]
    [InlineData("END", false)]
    public async Task Send_ConnectionBreaks_IsSurelyNotTakenUntilTheTextIsOnItsWay(string point, bool isSurelyNotTaken)
    {
        await using SmtpServer server = new(Trusted) { BreaksAt = point };
        ChannelException fault = await FailAsync(OptionsOf(server) with { Login = new SmtpLogin("shop", "pass") });
        Assert.Equal((ChannelFailure.Temporary, isSurelyNotTaken), (fault.Failure, fault.IsSurelyNotTaken));
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("RCPT", true)]
    [InlineData("END", false)]
    public async Task Send_ServerFallsSilent_EndsAndIsUnknownOnlyAfterTheText(string point, bool isSurelyNotTaken)
    {
        await using SmtpServer server = new(Trusted) { SilentAt = point };
        ChannelException fault = await FailAsync(OptionsOf(server) with { Timeout = TimeSpan.FromSeconds(5) }).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((ChannelFailure.Temporary, isSurelyNotTaken), (fault.Failure, fault.IsSurelyNotTaken));
    }

    [Fact]
    public async Task Send_ServerWithoutStartTls_IsToldNeitherPasswordNorMessage()
    {
        await using SmtpServer server = new();
        ChannelException fault = await FailAsync(OptionsOf(server) with { Login = new SmtpLogin("shop", "pass") });
        Assert.Equal((ChannelFailure.Temporary, true), (fault.Failure, fault.IsSurelyNotTaken));
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) || c.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
        await SendAsync(OptionsOf(server) with { IsEncrypted = false });
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Send_CertificateThatIsNotTrusted_IsToldNothing()
    {
        using X509Certificate2 strange = SmtpServer.NewCertificate();
        await using SmtpServer server = new(strange);
        ChannelException fault = await FailAsync(OptionsOf(server));
        Assert.Equal((ChannelFailure.Temporary, true), (fault.Failure, fault.IsSurelyNotTaken));
        Assert.Equal("STARTTLS", server.Commands[^1]);
    }

    [Fact]
    public async Task Send_NobodyListens_IsSurelyNotTaken()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.True((await FailAsync(new SmtpOptions("localhost", port))).IsSurelyNotTaken);
    }

    [Theory]
    [InlineData("花子@example.com")]
    [InlineData("no address")]
    public async Task Send_AddressThatMailServersDoNotTake_IsRejectedWithoutACall(string to)
    {
        await using SmtpServer server = new(Trusted);
        ChannelException fault = await FailAsync(OptionsOf(server), Payload.Replace("hanako@example.com", to, StringComparison.Ordinal));
        Assert.Equal(ChannelFailure.Rejected, fault.Failure);
        Assert.Empty(server.Commands);
    }

    private static SmtpOptions OptionsOf(SmtpServer server) => new("localhost", server.Port);

    private static Task<ChannelException> FailAsync(SmtpOptions options, string payload = Payload) =>
        Assert.ThrowsAsync<ChannelException>(() => SendAsync(options, payload));

    private static Task<ChannelReceipt> SendAsync(SmtpOptions options, string payload = Payload)
    {
        DateTimeOffset now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
        OutgoingMessage message = new(
            Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "follow:abc", "thanks", Channel.Email, payload, "hash", new Moment(now, now));
        return new SmtpSender(options, new EmailFrom("news@midori.example", "茶舗みどり", "cs@midori.example")).SendAsync(message, default);
    }

    /// <summary>By name in small letters; folded lines are one.</summary>
    private static Dictionary<string, string> HeadersOf(string part) =>
        Fold().Replace(part[..part.IndexOf("\r\n\r\n", StringComparison.Ordinal)], " ").Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(l => l[..l.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant(), l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), StringComparer.Ordinal);

    private static IEnumerable<string> PartsOf(string mail)
    {
        string boundary = Boundary().Match(HeadersOf(mail)["content-type"]).Groups[1].Value;
        foreach (string part in mail.Split("--" + boundary)[1..^1].Select(p => p.TrimStart('\r', '\n')))
        {
            Dictionary<string, string> headers = HeadersOf(part);
            Assert.Equal(("base64", true), (headers["content-transfer-encoding"], headers["content-type"].Contains("charset=utf-8", StringComparison.Ordinal)));
            byte[] content = Convert.FromBase64String(part[part.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);
            yield return $"{headers["content-type"].Split(';')[0]}: {Encoding.UTF8.GetString(content)}";
        }
    }

    /// <summary>RFC 2047: blanks between two encoded words do not count, and a character may begin in one and end in the next.</summary>
    private static string Decoded(string header)
    {
        string bytes = Word().Replace(BetweenWords().Replace(header, "?==?"), w => Encoding.Latin1.GetString(
            w.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(w.Groups[2].Value) : Quoted(w.Groups[2].Value)));
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
    }

    private static byte[] Quoted(string text) =>
        Encoding.Latin1.GetBytes(Escape().Replace(text.Replace('_', ' '), e => ((char)Convert.ToByte(e.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Escape();
}
