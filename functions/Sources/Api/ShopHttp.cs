using System.Net;
using System.Net.Http.Headers;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Carries requests to the API of one shop, for the life of the process.</summary>
internal sealed class ShopHttp(HttpClient http, TimeProvider clock)
{
    /// <summary>A page of a hundred whole orders is far below.</summary>
    private const int AnswerBytesMax = 8 * 1024 * 1024;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <summary>A changed address of the shop is noticed within this time.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The connections to one shop, to be kept as long as the process lives.</summary>
    public static ShopHttp To(Uri endpoint, ShopConnection connection) => new(Connect(endpoint, connection.AnswerWithin), connection.System);

    /// <exception cref="ShopApiException">There was no whole answer.</exception>
    public async Task<ShopAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ShopAnswer(response.StatusCode, body, Wait(response.Headers.RetryAfter));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ShopApiException(ShopApiFailure.Rejected, $"the answer is larger than {AnswerBytesMax} bytes", innerException: e);
        }
        catch (HttpRequestException e)
        {
            bool isUnreached = e.HttpRequestError
                is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
            throw Broken(isUnreached ? "the shop's API cannot be reached" : "the connection broke before the answer was whole", e);
        }
        catch (IOException e)
        {
            throw Broken("the connection broke before the answer was whole", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken("the shop's API did not answer in time", e);
        }
    }

    private static HttpClient Connect(Uri endpoint, TimeSpan answerWithin)
    {
        HttpClient connections = new(Handler(), disposeHandler: true)
        {
            BaseAddress = endpoint,
            Timeout = answerWithin,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        connections.DefaultRequestHeaders.UserAgent.ParseAdd("FollowUpFlows");  // some vendors refuse callers without a name
        return connections;
    }

    /// <summary>No redirects: a token goes to nobody but the address that was set.</summary>
    private static SocketsHttpHandler Handler() => new()
    {
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectTimeout = ConnectWithin,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
    };

    /// <summary>In seconds or as a date, by the clock that data and tokens live by.</summary>
    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : null,
        _ => null,
    };

    private static ShopApiException Broken(string words, Exception cause) => new(ShopApiFailure.Temporary, words, innerException: cause);
}
