using System.Net;
using System.Text.Json.Nodes;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels;

/// <summary>What SendGrid is asked, and what its answers mean.</summary>
public sealed class SendGridSenderTests
{
    private const string Payload = """
        {"to":"hanako@example.com","subject":"ご注文ありがとうございます","html":"<p>山田 花子 様</p>","text":"山田 花子 様","unsubscribe":"https://follow.midori.example/u/c1.abc"}
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private static readonly SendGridOptions Options = new("SG.key", SendGridOptions.Global);

    [Fact]
    public async Task Send_Message_AsksForOneRecipientWithOurKeyAndNoTracking()
    {
        HttpStub http = HttpStub.Answering(HttpStatusCode.Accepted);
        await SendAsync(http, Options);

        Assert.Equal((HttpMethod.Post, new Uri("https://api.sendgrid.com/v3/mail/send"), "Bearer SG.key"), (http.Asked.Method, http.Asked.Address, http.Asked.Authorization));
        JsonNode expected = JsonNode.Parse("""
            {
              "personalizations": [{
                "to": [{"email": "hanako@example.com"}],
                "headers": {"List-Unsubscribe": "<https://follow.midori.example/u/c1.abc>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
                "custom_args": {"ff_mid": "00112233445566778899aabbccddeeff"}
              }],
              "from": {"email": "news@midori.example", "name": "茶舗みどり"},
              "reply_to": {"email": "cs@midori.example"},
              "subject": "ご注文ありがとうございます",
              "content": [{"type": "text/plain", "value": "山田 花子 様"}, {"type": "text/html", "value": "<p>山田 花子 様</p>"}],
              "categories": ["new-customer-follow"],
              "mail_settings": {"sandbox_mode": {"enable": false}},
              "tracking_settings": {
                "click_tracking": {"enable": false, "enable_text": false}, "open_tracking": {"enable": false},
                "subscription_tracking": {"enable": false}, "ganalytics": {"enable": false}
              }
            }
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(http.Asked.Body)), http.Asked.Body);
    }

    [Fact]
    public async Task Send_UnsubscribeAddressWithoutHttps_HasNoHeadersThatMailProgramsWouldDistrust()
    {
        HttpStub http = HttpStub.Answering(HttpStatusCode.Accepted);
        await SendAsync(http, Options, payload: Payload.Replace("https:", "http:", StringComparison.Ordinal));
        Assert.Null(JsonNode.Parse(http.Asked.Body)!["personalizations"]![0]!["headers"]);
    }

    [Fact]
    public async Task Send_ToEurope_AsksThere()
    {
        HttpStub http = HttpStub.Answering(HttpStatusCode.Accepted);
        await SendAsync(http, Options with { Endpoint = SendGridOptions.Europe });
        Assert.Equal("https://api.eu.sendgrid.com/v3/mail/send", http.Asked.Address!.AbsoluteUri);
    }

    [Theory]
    [InlineData("14c5d75ce93.dfd.64b469", "14c5d75ce93.dfd.64b469")]
    [InlineData(null, null)]
    public async Task Send_Accepted_GivesTheProvidersId(string? header, string? expected)
    {
        HttpStub http = HttpStub.Answering(HttpStatusCode.Accepted, "", header is null ? [] : [("X-Message-Id", header)]);
        Assert.Equal(new ChannelReceipt(expected), await SendAsync(http, Options));
    }

    /// <summary>Outside the sandbox nobody says 200 but something in between.</summary>
    [Fact]
    public async Task Send_Answered200_IsTakenByTheSandboxAlone()
    {
        HttpStub sandbox = HttpStub.Answering(HttpStatusCode.OK);
        Assert.Equal(new ChannelReceipt(null), await SendAsync(sandbox, Options with { IsSandbox = true }));
        Assert.True((bool)JsonNode.Parse(sandbox.Asked.Body)!["mail_settings"]!["sandbox_mode"]!["enable"]!);

        ChannelException unknown = await FailAsync(HttpStub.Answering(HttpStatusCode.OK));
        Assert.Equal((ChannelFailure.Temporary, false), (unknown.Failure, unknown.IsSurelyNotTaken));
    }

    [Theory]
    [InlineData(400, ChannelFailure.Rejected)]
    [InlineData(404, ChannelFailure.Rejected)]
    [InlineData(302, ChannelFailure.Temporary)]
    [InlineData(408, ChannelFailure.Temporary)]
    [InlineData(500, ChannelFailure.Temporary)]
    [InlineData(503, ChannelFailure.Temporary)]
    public async Task Send_Refused_IsForGoodOnlyWhenTheRequestIsWrong(int status, ChannelFailure expected)
    {
        HttpStub http = HttpStub.Answering((HttpStatusCode)status, """{"errors":[{"message":"no","field":null,"help":{}}],"id":"x"}""");
        ChannelException fault = await FailAsync(http);
        Assert.Equal((expected, false, $"{status}: no"), (fault.Failure, fault.IsSurelyNotTaken, fault.Detail));
        Assert.Equal(1, http.Count);
    }

    /// <summary>A key that expired must not cost a single message.</summary>
    [Theory]
    [InlineData(401, "SendGrid does not accept the API key; check Channels:Email:ApiKey (401: no)")]
    [InlineData(403, "SendGrid does not allow the account to send this; check the key's rights and the sender (403: no)")]
    public async Task Send_AccountRefused_WaitsLongAndSaysWhatToMend(int status, string expected)
    {
        ChannelException fault = await FailAsync(HttpStub.Answering((HttpStatusCode)status, """{"errors":[{"message":"no"}]}"""));
        Assert.Equal((ChannelFailure.Temporary, true, TimeSpan.FromHours(1)), (fault.Failure, fault.IsSurelyNotTaken, fault.RetryAfter));
        Assert.Equal(expected, fault.Detail);
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"Does not contain a valid address: HANAKO@example.com.","field":"personalizations.0.to.0.email","help":null},{"message":"b"}]}""",
        "400: personalizations.0.to.0.email: Does not contain a valid address: ….; b")]
    [InlineData("""{"errors":[{"message":"from <news@midori.example> is not verified","field":"from","help":"https://x.example/"}]}""", "400: from: from <…> is not verified")]
    [InlineData("""{"errors":[{"message":7,"field":[]},{},null,"x"]}""", "400")]
    [InlineData("""{"errors":{"message":"x"}}""", "400")]
    [InlineData("""["x"]""", "400")]
    [InlineData("<html>413</html>", "400")]
    [InlineData("""{"errors":[{"mess""", "400")]
    [InlineData("", "400")]
    public async Task Send_Refused_TellsTheProvidersWordsWithoutAddresses(string body, string expected) =>
        Assert.Equal(expected, (await FailAsync(HttpStub.Answering(HttpStatusCode.BadRequest, body))).Detail);

    [Fact]
    public async Task Send_TooLarge_IsRejectedWithoutItsPage() => Assert.Equal(
        "413: the message is too large",
        (await FailAsync(HttpStub.Answering(HttpStatusCode.RequestEntityTooLarge, "<html><h1>413 Request Entity Too Large</h1></html>"))).Detail);

    [Theory]
    [InlineData("1795230090", 90)]
    [InlineData("1795230000", 0)]
    [InlineData("1795229000", 0)] // over by now
    [InlineData("1795233600", 3_600)]
    [InlineData("1795233601", 3_600)] // a clock is wrong
    [InlineData("soon", null)]
    [InlineData("99999999999999999", null)]
    [InlineData(null, null)]
    public async Task Send_TooManyRequests_SurelyNotTakenUntilTheReset(string? reset, int? seconds)
    {
        (string, string)[] headers = reset is null ? [] : [("X-RateLimit-Limit", "600"), ("X-RateLimit-Reset", reset)];
        ChannelException fault = await FailAsync(HttpStub.Answering(HttpStatusCode.TooManyRequests, """{"errors":[{"field":null,"message":"too many requests"}]}""", headers));
        Assert.Equal((ChannelFailure.Temporary, true), (fault.Failure, fault.IsSurelyNotTaken));
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, fault.RetryAfter);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Send_ConnectionThatFails_IsSurelyNotTakenOnlyBeforeTheBody(bool readsBody, bool isSurelyNotTaken)
    {
        HttpStub http = HttpStub.Failing(new HttpRequestException(HttpRequestError.ConnectionError, "hanako@example.com?"), readsBody);
        ChannelException fault = await FailAsync(http);
        Assert.Equal((ChannelFailure.Temporary, isSurelyNotTaken, "no answer (ConnectionError)"), (fault.Failure, fault.IsSurelyNotTaken, fault.Detail));
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsUnknown()
    {
        HttpStub http = new(async (request, token) =>
        {
            await request.Content!.CopyToAsync(Stream.Null, token);
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        ChannelException fault = await FailAsync(http, Options with { Timeout = TimeSpan.FromMilliseconds(20) });
        Assert.Equal((ChannelFailure.Temporary, false, "no answer within 0 s"), (fault.Failure, fault.IsSurelyNotTaken, fault.Detail));
    }

    /// <summary>The process ends: that is no fault of the provider.</summary>
    [Fact]
    public async Task Send_Cancelled_SaysSo()
    {
        using CancellationTokenSource stop = new();
        HttpStub http = new(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(http, Options, stop: stop.Token));
    }

    private static Task<ChannelException> FailAsync(HttpStub http, SendGridOptions? options = null) =>
        Assert.ThrowsAsync<ChannelException>(() => SendAsync(http, options ?? Options));

    private static async Task<ChannelReceipt> SendAsync(HttpStub http, SendGridOptions options, string payload = Payload, CancellationToken stop = default)
    {
        using HttpClient client = new(http) { Timeout = Timeout.InfiniteTimeSpan };
        SendGridSender sender = new(client, options, new EmailFrom("news@midori.example", "茶舗みどり", "cs@midori.example"), new ManualClock(Now));
        OutgoingMessage message = new(
            Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "new-customer-follow:abc", "thanks", Channel.Email, payload, "hash", new Moment(Now, Now));
        return await sender.SendAsync(message, stop);
    }
}
