using System.Globalization;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Channels.Webhook;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Sources.Standard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.Webhook;

/// <summary>Notices over real connections, read by the receiver that this product itself is.</summary>
public sealed class WebhookSenderTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Body = """{"type":"journey.step_reached","data":{"stepId":"山"}}""";

    private static readonly Guid Key = new("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

    [Fact]
    public async Task Send_IsSignedAsAnyReceiverOfStandardWebhooksExpects()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        using WebhookSender sender = Sender(receiver.Address);
        ChannelReceipt receipt = await sender.SendAsync(Message(), default);

        (IHeaderDictionary headers, byte[] body) = Assert.Single(receiver.Calls);
        Assert.Equal(Body, Encoding.UTF8.GetString(body));
        Assert.Equal("application/json", headers.ContentType);
        Assert.Equal("msg_6f9619ff8b864d01b42d00cf4fc964ff", receipt.ProviderId);
        WebhookRequest request = new(headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body);
        Assert.Equal(receipt.ProviderId, Assert.IsType<WebhookCheck.Authentic>(new StandardSource().Check(request, [Secret], DateTimeOffset.UtcNow)).DedupeKey);
        Assert.IsType<WebhookCheck.Refused>(new StandardSource().Check(request, ["whsec_" + Convert.ToBase64String(new byte[24])], DateTimeOffset.UtcNow));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(302, ChannelFailure.Temporary)]
    [InlineData(400, ChannelFailure.Temporary)]
    [InlineData(404, ChannelFailure.Temporary)]
    [InlineData(410, ChannelFailure.RecipientGone)]
    [InlineData(429, ChannelFailure.Temporary)]
    [InlineData(500, ChannelFailure.Temporary)]
    public async Task Send_AnswerOfTheProgram_SaysWhatBecomesOfIt(int status, ChannelFailure? failure)
    {
        await using Receiver receiver = await Receiver.StartAsync(status);
        using WebhookSender sender = Sender(receiver.Address);
        if (failure is null)
        {
            await sender.SendAsync(Message(), default);
        }
        else
        {
            ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Message(), default));
            Assert.Equal((failure, $"it answered {status}"), (refused.Failure, refused.Detail));
            Assert.Equal(TimeSpan.FromSeconds(120), refused.RetryAfter);
        }

        Assert.Single(receiver.Calls);  // a redirect is not followed
    }

    [Fact]
    public async Task Send_Again_HasTheSameIdAndANewTime()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        using WebhookSender sender = Sender(receiver.Address, clock: new SteppingClock());
        await sender.SendAsync(Message(), default);
        await sender.SendAsync(Message(), default);
        Assert.Equal(["msg_6f9619ff8b864d01b42d00cf4fc964ff"], receiver.Calls.Select(c => c.Headers["webhook-id"].ToString()).Distinct());
        Assert.Equal(2, receiver.Calls.Select(c => c.Headers["webhook-timestamp"].ToString()).Distinct().Count());
    }

    [Fact]
    public async Task Send_ToAPrivateAddress_ConnectsOnlyWhereThatIsAllowed()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        foreach (string host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]" })
        {
            Uri address = new UriBuilder(receiver.Address) { Host = host }.Uri;
            using WebhookSender sender = Sender(address, allowPrivate: false);
            ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Message(), default));
            Assert.Contains("private address", refused.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(host, refused.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTriedAgain()
    {
        Receiver receiver = await Receiver.StartAsync(200);
        await receiver.DisposeAsync();
        using WebhookSender sender = Sender(receiver.Address);
        Assert.Equal(ChannelFailure.Temporary, (await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Message(), default))).Failure);
    }

    [Fact]
    public async Task Send_ToANameThatIsNotSet_IsTriedAgainAndSaysWhatToSet()
    {
        using WebhookSender sender = new([], TimeProvider.System);
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Message(), default));
        Assert.Equal((ChannelFailure.Temporary, true), (refused.Failure, refused.IsSurelyNotTaken));
        Assert.Contains("Webhooks:crm:Url", refused.Detail, StringComparison.Ordinal);
    }

    private static WebhookSender Sender(Uri address, bool allowPrivate = true, TimeProvider? clock = null) =>
        new([new WebhookEndpoint("crm", address, WebhookEndpoint.SecretOf(Secret)!, allowPrivate)], clock ?? TimeProvider.System);

    private static OutgoingMessage Message()
    {
        string payload = JsonSerializer.Serialize(new WebhookPayload("crm", Body), JsonSerializerOptions.Web);
        return new OutgoingMessage(Key, "e:1", "tell", Channel.Webhook, payload, "hash", new Moment(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
    }

    private sealed class SteppingClock : TimeProvider
    {
        private int seconds;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref seconds));
    }

    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication application;

        private Receiver(WebApplication application) => this.application = application;

        public List<(IHeaderDictionary Headers, byte[] Body)> Calls { get; } = [];

        public Uri Address { get; private set; } = new("http://127.0.0.1/");

        public static async Task<Receiver> StartAsync(int status)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            Receiver receiver = new(builder.Build());
            receiver.application.Run(async context =>
            {
                using MemoryStream body = new();
                await context.Request.Body.CopyToAsync(body);
                receiver.Calls.Add((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = 120.ToString(CultureInfo.InvariantCulture);
                context.Response.Headers.Location = "/elsewhere";
            });
            await receiver.application.StartAsync();
            receiver.Address = new Uri(receiver.application.Urls.Single() + "/hook");
            return receiver;
        }

        public ValueTask DisposeAsync() => application.DisposeAsync();
    }
}
