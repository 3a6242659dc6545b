using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>The one call of SendGrid's API that sending needs. Never repeats a request by itself: SendGrid has no key that would tell
/// repeats apart.</summary>
/// <param name="http">Follows no redirect, and has no time-out of its own.</param>
internal sealed class SendGridClient(HttpClient http, SendGridOptions options)
{
    /// <summary>Errors are short; a proxy's page need not be read to its end.</summary>
    private const int BodyBytesMax = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Uri address = new(options.Endpoint, "/v3/mail/send");

    public async Task<SendGridAnswer> SendAsync(SendGridMail mail, CancellationToken cancellationToken)
    {
        using WatchedContent content = new(JsonSerializer.SerializeToUtf8Bytes(mail, Json));
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            // The status alone decides: a message was taken although the rest of the answer never comes.
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            string body = response.StatusCode == HttpStatusCode.Accepted ? "" : await BodyAsync(response, limit.Token, cancellationToken);
            return new SendGridAnswer.Answered(response.StatusCode, Header(response, "X-Message-Id"), ResetAt(response), body);
        }
        catch (HttpRequestException e)
        {
            return new SendGridAnswer.Broken($"no answer ({e.HttpRequestError})", content.HasBegun, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendGridAnswer.Broken($"no answer within {options.Timeout.TotalSeconds:0.#} s", content.HasBegun, e);
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken limit, CancellationToken cancellationToken)
    {
        byte[] body = new byte[BodyBytesMax];
        int length = 0;
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(limit);
            while (length < body.Length && await stream.ReadAsync(body.AsMemory(length), limit) is var read and > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Half an answer says as much as it says.
        }

        return Encoding.UTF8.GetString(body, 0, length);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault(v => v.Length > 0) : null;

    private static DateTimeOffset? ResetAt(HttpResponseMessage response) =>
        long.TryParse(Header(response, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 1L << 33
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
