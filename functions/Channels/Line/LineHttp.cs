using System.Net;
using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>Carries requests to LINE, and says of those that got no answer whether they can have arrived.</summary>
internal sealed class LineHttp(HttpClient http)
{
    private const int AnswerBytesMax = 1024 * 1024;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <summary>A changed address of LINE is noticed within this time.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The connections of one channel, to be kept as long as the process lives.</summary>
    public static HttpClient Connect(LineSettings settings) => new(Handler(), disposeHandler: true)
    {
        BaseAddress = settings.Endpoint,
        Timeout = AnswerWithin,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };

    /// <exception cref="ChannelException">There was no whole answer.</exception>
    public async Task<LineAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            string? acceptedId = Header(response, "x-line-accepted-request-id");
            return new LineAnswer(response.StatusCode, Header(response, "x-line-request-id"), acceptedId, Encoding.UTF8.GetString(body));
        }
        catch (HttpRequestException e)
        {
            bool neverLeft = e.HttpRequestError
                is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
            throw Broken(neverLeft ? "LINE cannot be reached" : "the connection to LINE broke before the answer was whole", e, neverLeft);
        }
        catch (IOException e)
        {
            throw Broken("the connection to LINE broke before the answer was whole", e, neverLeft: false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken("LINE did not answer in time", e, neverLeft: false);
        }
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

    private static ChannelException Broken(string words, Exception cause, bool neverLeft) =>
        new(Channel.Line, ChannelFailure.Temporary, words, innerException: cause, isSurelyNotTaken: neverLeft);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) && values.FirstOrDefault() is { Length: > 0 } value
            ? value
            : null;
}
