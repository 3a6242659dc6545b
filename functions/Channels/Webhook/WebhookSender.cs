using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Webhook;

/// <summary>Posts notices to the shop's programs, signed as Standard Webhooks says. A program that does not take one is asked again for
/// days; one that answers 410 gets no more.</summary>
public sealed class WebhookSender : IChannelSender, IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, WebhookEndpoint> endpoints;
    private readonly TimeProvider clock;
    private readonly HttpClient outside = Connect(allowPrivate: false);
    private readonly HttpClient anywhere = Connect(allowPrivate: true);

    /// <param name="clock">The system's: signatures count from it.</param>
    public WebhookSender(IEnumerable<WebhookEndpoint> endpoints, TimeProvider clock)
    {
        this.endpoints = endpoints.ToDictionary(e => e.Name, StringComparer.Ordinal);
        this.clock = clock;
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Webhook;

    /// <summary>As long as it is offered again, and what a stopped server takes: receivers tell repeats apart by the id.</summary>
    public TimeSpan? RepeatableFor => TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public TimeSpan? RetriedFor => TimeSpan.FromDays(3);

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        WebhookPayload payload = JsonSerializer.Deserialize<WebhookPayload>(message.Payload, JsonSerializerOptions.Web)!;
        if (!endpoints.TryGetValue(payload.To, out WebhookEndpoint? endpoint))
        {
            throw Refused(ChannelFailure.Temporary, $"the settings say nothing of '{payload.To}'; set Webhooks:{payload.To}:Url and Secret", isSurelyNotTaken: true);
        }

        string id = $"msg_{message.Key:N}";
        using HttpRequestMessage request = Request(endpoint, id, payload.Body);
        try
        {
            HttpClient http = endpoint.AllowPrivate ? anywhere : outside;
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? new ChannelReceipt(id) : throw RefusalOf(response);
        }
        catch (HttpRequestException e) when (IsPrivate(e))
        {
            throw Refused(ChannelFailure.Temporary, $"'{endpoint.Name}' lies at a private address; if that is meant, set Webhooks:{endpoint.Name}:AllowPrivate", isSurelyNotTaken: true, cause: e);
        }
        catch (HttpRequestException e)
        {
            throw Refused(ChannelFailure.Temporary, $"'{endpoint.Name}' cannot be reached, or broke off", cause: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refused(ChannelFailure.Temporary, $"'{endpoint.Name}' did not answer in time", cause: e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        outside.Dispose();
        anywhere.Dispose();
    }

    private HttpRequestMessage Request(WebhookEndpoint endpoint, string id, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        HttpRequestMessage request = new(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        WebhookSignature.Sign(request, id, clock.GetUtcNow(), body, endpoint.Secret);
        return request;
    }

    /// <summary>Only 410 is for ever. Any other refusal may be mended within the days for which it is tried again.</summary>
    private ChannelException RefusalOf(HttpResponseMessage response) => Refused(
        response.StatusCode == HttpStatusCode.Gone ? ChannelFailure.RecipientGone : ChannelFailure.Temporary,
        $"it answered {(int)response.StatusCode}",
        RetryAfter(response.Headers.RetryAfter));

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? wish) => wish switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    private static ChannelException Refused(
        ChannelFailure failure, string words, TimeSpan? retryAfter = null, bool isSurelyNotTaken = false, Exception? cause = null) =>
        new(Channel.Webhook, failure, words, retryAfter, cause, isSurelyNotTaken);

    private static bool IsPrivate(Exception? e) => e is not null && (e is PrivateAddressException || IsPrivate(e.InnerException));

    /// <summary>No redirects and no proxy: what is posted goes to the address that was set.</summary>
    private static HttpClient Connect(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = ConnectWithin,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = allowPrivate ? null : PublicAddresses.ConnectAsync,
    })
    {
        Timeout = AnswerWithin,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("FollowUpFlows", "1") } },
    };
}
