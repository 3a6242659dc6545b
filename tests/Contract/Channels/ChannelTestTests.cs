using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Contract.Channels.Smtp;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels;

/// <summary>Connection tests against providers over a real network: they send nothing, and say what is wrong.</summary>
public sealed class ChannelTestTests
{
    private static readonly EmailFrom From = new("news@midori.example", "茶舗みどり", null);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);
    private static readonly SmtpLogin Login = new("shop", "pass");

    [Theory]
    [InlineData(FakeLine.ChannelSecret, null, ChannelTestOutcome.Works)]
    [InlineData(FakeLine.ChannelSecret, 1, ChannelTestOutcome.Works)]
    [InlineData(FakeLine.ChannelSecret, 0, ChannelTestOutcome.UsedUp)]
    [InlineData("wrong", null, ChannelTestOutcome.Refused)]
    public async Task Line_SaysWhetherItWouldTakeMessages(string secret, int? quota, ChannelTestOutcome outcome)
    {
        FakeLine line = new(TimeProvider.System) { Quota = quota };
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        ChannelTestResult result = await LineAsync(new LineSettings(server.Address, FakeLine.ChannelId, secret, null));
        Assert.Equal((ChannelProvider.Line, outcome), (result.Provider, result.Outcome));
        Assert.Equal(outcome == ChannelTestOutcome.Refused ? null : "FakeLine (@fake0000)", result.Account);
        Assert.Equal(outcome == ChannelTestOutcome.Refused ? null : (long?)quota, result.Limit);
        Assert.Empty(line.Delivered);
    }

    [Fact]
    public async Task Line_ThatRefusesTheTokenOrIsNotThere_IsToldApart()
    {
        FakeLine line = new(TimeProvider.System);
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        Assert.Equal(ChannelTestOutcome.Refused, (await LineAsync(new LineSettings(server.Address, FakeLine.ChannelId, null, "no-token"))).Outcome);
        Assert.Equal(ChannelTestOutcome.Unreachable, (await LineAsync(new LineSettings(Nobody(), FakeLine.ChannelId, FakeLine.ChannelSecret, null))).Outcome);
        Assert.Equal(ChannelTestOutcome.Unreachable, (await LineAsync(new LineSettings(Nobody(), FakeLine.ChannelId, null, "token"))).Outcome);
        using SilentServer silent = new();
        Assert.Equal(ChannelTestOutcome.TimedOut, (await LineAsync(new LineSettings(silent.Address, FakeLine.ChannelId, null, "token"), Short)).Outcome);
    }

    [Fact]
    public async Task SendGrid_ChecksTheKeyAndSendsNothing()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        Assert.Equal(new ChannelTestResult(ChannelProvider.SendGrid, ChannelTestOutcome.Works, "news@midori.example"), await SendGridAsync(fake.Address));
        Assert.Empty(fake.Mails);
        fake.Fail(SendGridFault.Unauthorized, SendGridFault.TooManyRequests, SendGridFault.ServerError, SendGridFault.Silence);
        Assert.Equal(ChannelTestOutcome.Refused, (await SendGridAsync(fake.Address)).Outcome);
        Assert.Equal(ChannelTestOutcome.Busy, (await SendGridAsync(fake.Address)).Outcome);
        Assert.Equal(ChannelTestOutcome.Busy, (await SendGridAsync(fake.Address)).Outcome);
        Assert.Equal(ChannelTestOutcome.TimedOut, (await SendGridAsync(fake.Address, Short)).Outcome);
        Assert.Equal(ChannelTestOutcome.Odd, (await SendGridAsync(fake.Address, from: From with { Address = "no address" })).Outcome);
        Assert.Equal(ChannelTestOutcome.Unreachable, (await SendGridAsync(Nobody())).Outcome);
        Assert.Empty(fake.Mails);
    }

    [Fact]
    public async Task Smtp_EncryptsAndSignsIn_AndTakesLeave()
    {
        using X509Certificate2 certificate = SmtpServer.NewCertificate();
        await using SmtpServer server = new(certificate);
        SmtpOptions options = new("localhost", server.Port) { Login = Login };
        Assert.Equal(new ChannelTestResult(ChannelProvider.Smtp, ChannelTestOutcome.Works, "news@midori.example"), await SmtpAsync(options, certificate));
        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH", Convert.ToBase64String("pass"u8), "QUIT"], server.Commands.Select(c => c.Split(' ')[0]));
        Assert.Empty(server.Mails);
        Assert.Equal(ChannelTestOutcome.NotTrusted, (await SmtpAsync(options)).Outcome);
    }

    [Theory]
    [InlineData("CONNECT", "421 4.3.2 busy", ChannelTestOutcome.Busy)]
    [InlineData("CONNECT", "554 5.7.1 not you", ChannelTestOutcome.NotAllowed)]
    [InlineData("CONNECT", "HTTP/1.1 400 Bad Request", ChannelTestOutcome.Odd)]
    [InlineData("EHLO", "502 what", ChannelTestOutcome.Odd)]
    [InlineData("AUTH", "535 5.7.8 no", ChannelTestOutcome.Refused)]
    [InlineData("AUTH", "454 4.7.0 later", ChannelTestOutcome.Busy)]
    public async Task Smtp_ThatRefuses_IsToldWhy(string at, string reply, ChannelTestOutcome outcome)
    {
        await using SmtpServer server = new() { Replies = { [at] = reply } };
        Assert.Equal(outcome, (await SmtpAsync(new SmtpOptions("localhost", server.Port) { IsEncrypted = false, Login = Login })).Outcome);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Smtp_ThatIsNotThereOrSilentOrPlain_IsToldApart()
    {
        await using SmtpServer plain = new();
        SmtpOptions options = new("localhost", plain.Port) { Login = Login };
        Assert.Equal(ChannelTestOutcome.NoEncryption, (await SmtpAsync(options)).Outcome);
        Assert.DoesNotContain(plain.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal));  // no password in the clear
        Assert.Equal(ChannelTestOutcome.Works, (await SmtpAsync(options with { IsEncrypted = false, Login = null })).Outcome);
        await using SmtpServer silent = new() { SilentAt = "EHLO" };
        Assert.Equal(ChannelTestOutcome.TimedOut, (await SmtpAsync(new SmtpOptions("localhost", silent.Port))).Outcome);
        await using SmtpServer broken = new() { BreaksAt = "EHLO" };
        Assert.Equal(ChannelTestOutcome.Odd, (await SmtpAsync(new SmtpOptions("localhost", broken.Port))).Outcome);
        Assert.Equal(ChannelTestOutcome.Unreachable, (await SmtpAsync(new SmtpOptions("127.0.0.1", Nobody().Port))).Outcome);
    }

    private static async Task<ChannelTestResult> LineAsync(LineSettings settings, TimeSpan? patience = null)
    {
        using HttpClient http = LineClient.Connect(settings);
        return await new LineChannelTest(new LineClient(http, settings, TimeProvider.System), patience).RunAsync(default);
    }

    private static async Task<ChannelTestResult> SendGridAsync(Uri address, TimeSpan? patience = null, EmailFrom? from = null)
    {
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        return await new SendGridChannelTest(http, new SendGridOptions("SG.key", address) { Timeout = patience ?? TimeSpan.FromSeconds(20) }, from ?? From).RunAsync(default);
    }

    private static Task<ChannelTestResult> SmtpAsync(SmtpOptions options, X509Certificate2? trusted = null) => new SmtpChannelTest(
        options, From, trusted is null ? null : (_, shown, _, _) => shown?.GetCertHashString() == trusted.GetCertHashString(), TimeSpan.FromSeconds(3)).RunAsync(default);

    /// <summary>Where nobody listens.</summary>
    private static Uri Nobody()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>Listens, and says nothing.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public SilentServer() => listener.Start();

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        public void Dispose() => listener.Dispose();
    }
}
