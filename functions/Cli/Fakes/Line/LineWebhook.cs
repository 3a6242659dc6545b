using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>Tells what friends do, signed as LINE signs it.</summary>
internal sealed class LineWebhook(Uri address, HttpClient http)
{
    private const string Destination = "Uffffffffffffffffffffffffffffffff";
    private int count;

    /// <summary>They add the account, or unblock it.</summary>
    public Task<bool> FollowAsync(string userId, bool isUnblocked, CancellationToken cancellationToken) =>
        TellAsync(userId, "follow", new Dictionary<string, object> { ["replyToken"] = Token(), ["follow"] = new { isUnblocked } }, cancellationToken);

    /// <summary>They block the account.</summary>
    public Task<bool> UnfollowAsync(string userId, CancellationToken cancellationToken) => TellAsync(userId, "unfollow", [], cancellationToken);

    /// <summary>They write.</summary>
    public Task<bool> MessageAsync(string userId, string text, CancellationToken cancellationToken) => TellAsync(
        userId,
        "message",
        new Dictionary<string, object> { ["replyToken"] = Token(), ["message"] = new { type = "text", id = Token(), quoteToken = "q", text } },
        cancellationToken);

    /// <summary>They press a button.</summary>
    public Task<bool> PostbackAsync(string userId, string data, CancellationToken cancellationToken) => TellAsync(
        userId, "postback", new Dictionary<string, object> { ["replyToken"] = Token(), ["postback"] = new { data } }, cancellationToken);

    /// <summary>They have connected their account; of one that failed LINE says neither whose it is nor how to answer.</summary>
    public Task<bool> LinkAsync(FakeLineLink link, CancellationToken cancellationToken)
    {
        Dictionary<string, object> more = new() { ["link"] = new { result = link.IsDone ? "ok" : "failed", nonce = link.Nonce } };
        if (link.IsDone)
        {
            more["replyToken"] = Token();
        }

        return TellAsync(link.IsDone ? link.UserId : null, "accountLink", more, cancellationToken);
    }

    /// <param name="userId">Null where LINE names nobody.</param>
    /// <returns>Whether it was taken.</returns>
    private async Task<bool> TellAsync(string? userId, string type, Dictionary<string, object> more, CancellationToken cancellationToken)
    {
        Dictionary<string, object> told = new(more)
        {
            ["type"] = type,
            ["mode"] = "active",
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            ["webhookEventId"] = Token(),
            ["deliveryContext"] = new { isRedelivery = false },
        };
        if (userId is not null)
        {
            told["source"] = new { type = "user", userId };
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new { destination = Destination, events = (object[])[told] });
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(FakeLine.ChannelSecret), body)));
        using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private string Token() => string.Create(
        CultureInfo.InvariantCulture, $"FAKE{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds():D14}{Interlocked.Increment(ref count):D8}");
}
