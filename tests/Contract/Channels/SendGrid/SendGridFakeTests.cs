using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Fakes.SendGrid;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.SendGrid;

/// <summary>The fake refuses what SendGrid refuses, and remembers what SendGrid remembers.</summary>
public sealed class SendGridFakeTests
{
    private const string Sound = """
        {
          "personalizations": [{ "to": [{ "email": "a@example.com" }], "custom_args": { "ff_mid": "m" }, "headers": { "List-Unsubscribe": "<https://x.example/>" } }],
          "from": { "email": "news@shop.example" }, "subject": "s", "categories": ["c"],
          "content": [{ "type": "text/plain", "value": "t" }, { "type": "text/html", "value": "h" }]
        }
        """;

    [Fact]
    public async Task Send_SoundRequest_IsTaken()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        using HttpResponseMessage answer = await PostAsync(fake, Sound);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("fake000001", Assert.Single(answer.Headers.GetValues("X-Message-Id")));
        FakeMail mail = Assert.Single(fake.Mails);
        Assert.Equal(("a@example.com", "news@shop.example", "s", "t", "h", "m"), (mail.To, mail.From, mail.Subject, mail.Text, mail.Html, mail.Args["ff_mid"]));
    }

    /// <summary>Exactly, and mixed: not all of one kind first.</summary>
    [Fact]
    public async Task Shares_OfAHundredMails_AreExactAndMixed()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        using HttpClient http = new() { BaseAddress = fake.Address };
        foreach ((string path, HttpStatusCode status) in new[]
        {
            ("bounce?percent=5", HttpStatusCode.NoContent), ("spam?percent=2", HttpStatusCode.NoContent),
            ("read?percent=94", HttpStatusCode.NotFound), ("bounce?percent=101", HttpStatusCode.NotFound), ("other?percent=1", HttpStatusCode.NotFound),
        })
        {
            using HttpResponseMessage set = await http.PostAsync($"/__fake/shares/{path}", null);
            Assert.Equal(status, set.StatusCode);
        }

        MailFates fates = new();
        Assert.True(fates.Share("bounce", 5) && fates.Share("spam", 2));
        string[] told = [.. Enumerable.Range(0, 200).Select(i => string.Join('+', fates.Of(Mail($"c{i}@example.com")).Select(e => (string)e["event"]!)))];
        foreach (string[] hundred in told.Chunk(100))
        {
            Assert.Equal((5, 2), (hundred.Count(t => t == "processed+bounce"), hundred.Count(t => t == "processed+delivered+spamreport")));
            Assert.NotEqual("processed+bounce", hundred[1]);
        }

        Assert.Equal("processed+bounce", string.Join('+', fates.Of(Mail("bounce.a@example.com")).Select(e => (string)e["event"]!)));
    }

    [Theory]
    [InlineData("from", "{\"email\":\"news\"}", "from.email")]
    [InlineData("from", "{\"email\":\"花@shop.example\"}", "from.email")]
    [InlineData("subject", "\"\"", "subject")]
    [InlineData("subject", "7", null)]
    [InlineData("content", "[]", "content")]
    [InlineData("content", "[{\"type\":\"text/plain\",\"value\":\"\"}]", "content")]
    [InlineData("content", "[{\"type\":\"text/html\",\"value\":\"h\"},{\"type\":\"text/plain\",\"value\":\"t\"}]", "content")]
    [InlineData("categories", "[\"c\",\"c\"]", "categories")]
    [InlineData("categories", "[\"分類\"]", "categories")]
    [InlineData("personalizations", "[]", "personalizations")]
    [InlineData("personalizations", "[{\"to\":[{\"email\":\"a\"}]}]", "personalizations.0.to.0.email")]
    [InlineData("personalizations", "[{\"to\":[{\"email\":\"a@b.example\"}],\"custom_args\":{\"n\":1}}]", "personalizations.0.custom_args")]
    [InlineData("personalizations", "[{\"to\":[{\"email\":\"a@b.example\"}],\"custom_args\":{}}]", "personalizations.0.custom_args")]
    [InlineData("personalizations", "[{\"to\":[{\"email\":\"a@b.example\"}],\"headers\":{\"Subject\":\"x\"}}]", "personalizations.0.headers.Subject")]
    public async Task Send_WrongField_IsRefusedByItsName(string field, string json, string? expected)
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        JsonNode request = JsonNode.Parse(Sound)!;
        request[field] = JsonNode.Parse(json);
        using HttpResponseMessage answer = await PostAsync(fake, request.ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonNode said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(expected, (string?)Assert.Single(said["errors"]!.AsArray())!["field"]);
        Assert.Empty(fake.Mails);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Send_NoRequestAtAll_IsRefused(string body)
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        using HttpResponseMessage answer = await PostAsync(fake, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Send_WithoutAKey_IsRefused()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        using HttpResponseMessage answer = await PostAsync(fake, Sound, key: null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Send_InTheSandbox_IsCheckedAndNotTaken()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        JsonNode request = JsonNode.Parse(Sound)!;
        request["mail_settings"] = JsonNode.Parse("""{"sandbox_mode":{"enable":true}}""");
        using HttpResponseMessage answer = await PostAsync(fake, request.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, false, 0, 0), (answer.StatusCode, answer.Headers.Contains("X-Message-Id"), fake.Mails.Count, fake.Events.WaitingCount));
    }

    [Fact]
    public async Task Send_ToWhoBouncedBefore_IsDropped()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        string request = Sound.Replace("a@example.com", "bounce.a@example.com", StringComparison.Ordinal);
        using HttpResponseMessage first = await PostAsync(fake, request);
        using HttpResponseMessage second = await PostAsync(fake, request);
        Receiver receiver = new();
        using HttpClient http = new(receiver);
        Assert.True(await fake.Events.TellAsync(http, new Uri("https://shop.example/hook"), default));
        string[] words = [.. JsonNode.Parse(receiver.Bodies.Single())!.AsArray().Select(e => $"{e!["event"]} {e["reason"]}".Trim())];
        Assert.Equal(["processed", "bounce 550 5.1.1 <bounce.a@example.com>: user unknown", "dropped Bounced Address"], words);
    }

    [Fact]
    public async Task Events_ThatAreRefused_AreToldAgainUntilTheyAreTaken()
    {
        await using SendGridFake fake = await SendGridFake.StartAsync(TimeProvider.System, 0, default);
        using HttpResponseMessage taken = await PostAsync(fake, Sound);
        Receiver receiver = new() { Answer = HttpStatusCode.InternalServerError };
        using HttpClient http = new(receiver);
        Uri hook = new("https://shop.example/hook");
        Assert.False(await fake.Events.TellAsync(http, hook, default));
        receiver.Answer = HttpStatusCode.OK;
        Assert.True(await fake.Events.TellAsync(http, hook, default));
        Assert.True(await fake.Events.TellAsync(http, hook, default));  // nothing is left to tell
        Assert.Equal(2, receiver.Bodies.Count);
        Assert.Equal(receiver.Bodies[0], receiver.Bodies[1]);
        Assert.EndsWith("]\r\n", receiver.Bodies[0], StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(SendGridFake fake, string body, string? key = "SG.fake")
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(fake.Address, "/v3/mail/send")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request);
    }

    /// <summary>Somebody's webhook.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(Answer);
        }
    }

    private static FakeMail Mail(string to) => new("m", to, "news@shop.example", "s", "t", "h", new Dictionary<string, string>(), new Dictionary<string, string>(), []);
}
