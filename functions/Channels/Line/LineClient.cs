using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>LINE's Messaging API, as far as it is used here. Calls that send throw a <see cref="ChannelException"/> when LINE does not take
/// the messages; one that LINE took before under the same retry key counts as taken.</summary>
public sealed class LineClient
{
    /// <summary>Most recipients of a multicast.</summary>
    public const int RecipientsMax = 500;

    internal const string Json = "application/json; charset=utf-8";

    private readonly LineHttp http;
    private readonly LineTokens tokens;

    /// <param name="connections">Its base address is LINE's; its time-out holds for every call.</param>
    public LineClient(HttpClient connections, LineSettings settings, TimeProvider clock)
    {
        http = new LineHttp(connections);
        tokens = new LineTokens(http, settings, clock);
    }

    /// <summary>The connections of one channel, to be kept as long as the process lives.</summary>
    public static HttpClient Connect(LineSettings settings) => LineHttp.Connect(settings);

    /// <summary>To one person.</summary>
    /// <param name="messages">One to five message objects.</param>
    /// <param name="unit">Counted under that name by LINE; null for none.</param>
    /// <param name="key">The same for every attempt, the first included: LINE knows it for 24 hours.</param>
    /// <returns>LINE's id of the request that it took; null when it gives none.</returns>
    public Task<string?> PushAsync(string to, JsonElement messages, string? unit, Guid key, CancellationToken cancellationToken) =>
        TakenAsync("push", LineRequest.Push(to, messages, unit), key, cancellationToken);

    /// <summary>The same words to up to <see cref="RecipientsMax"/> people. LINE does not say who was left out.</summary>
    /// <exception cref="ArgumentException">Nobody, too many, or no user id: one wrong id would keep it from everybody.</exception>
    public Task<string?> MulticastAsync(
        IReadOnlyList<string> to, JsonElement messages, string? unit, Guid key, CancellationToken cancellationToken)
    {
        if (to.Count is 0 or > RecipientsMax || to.Any(t => CustomerIdentity.NormalizeLineUserId(t) is null))
        {
            throw new ArgumentException($"Expected 1 to {RecipientsMax} LINE user ids.", nameof(to));
        }

        return TakenAsync("multicast", LineRequest.Multicast(to, messages, unit), key, cancellationToken);
    }

    /// <summary>To every friend of the account.</summary>
    public Task<string?> BroadcastAsync(JsonElement messages, Guid key, CancellationToken cancellationToken) =>
        TakenAsync("broadcast", LineRequest.Only(messages), key, cancellationToken);

    /// <summary>Answers somebody's message, free of charge. LINE takes no retry key here: after a broken connection nobody can tell whether
    /// it went.</summary>
    /// <param name="replyToken">Of the webhook, within a minute and once.</param>
    public Task<string?> ReplyAsync(string replyToken, JsonElement messages, CancellationToken cancellationToken) =>
        TakenAsync("reply", LineRequest.Reply(replyToken, messages), null, cancellationToken);

    /// <summary>What LINE finds wrong with the message objects of a push; null when it would take them.</summary>
    public async Task<string?> ValidateAsync(JsonElement messages, CancellationToken cancellationToken)
    {
        byte[] body = LineRequest.Only(messages);
        LineAnswer answer = await CallAsync(HttpMethod.Post, "v2/bot/message/validate/push", body, null, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.BadRequest => LineWords.Of(answer.Body),
            _ => throw LineRefusals.Of(answer),
        };
    }

    /// <summary>How many messages the month has, and how many are used.</summary>
    public async Task<LineQuota> QuotaAsync(CancellationToken cancellationToken)
    {
        long? limit = await ReadAsync("v2/bot/message/quota", LimitOf, cancellationToken);
        long used = await ReadAsync("v2/bot/message/quota/consumption", r => r.GetProperty("totalUsage").GetInt64(), cancellationToken);
        return new LineQuota(limit, used);

        static long? LimitOf(JsonElement quota) =>
            quota.GetProperty("type").GetString() == "limited" ? quota.GetProperty("value").GetInt64() : null;
    }

    /// <summary>How LINE knows the person; null for somebody who is no friend, or has blocked the account.</summary>
    /// <exception cref="ArgumentException">It is no LINE user id.</exception>
    public async Task<LineProfile?> ProfileAsync(string userId, CancellationToken cancellationToken)
    {
        if (CustomerIdentity.NormalizeLineUserId(userId) is null)
        {
            throw new ArgumentException("Expected a LINE user id.", nameof(userId));
        }

        LineAnswer answer = await CallAsync(HttpMethod.Get, $"v2/bot/profile/{userId}", null, null, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound
            ? null
            : Read(answer, r => new LineProfile(r.GetProperty("displayName").GetString() ?? "", Text(r, "language")));
    }

    /// <summary>A token with which the person can connect their account with one elsewhere: ten minutes, one use.</summary>
    /// <exception cref="ArgumentException">It is no LINE user id.</exception>
    public async Task<string> LinkTokenAsync(string userId, CancellationToken cancellationToken)
    {
        if (CustomerIdentity.NormalizeLineUserId(userId) is null)
        {
            throw new ArgumentException("Expected a LINE user id.", nameof(userId));
        }

        LineAnswer answer = await CallAsync(HttpMethod.Post, $"v2/bot/user/{userId}/linkToken", null, null, cancellationToken);
        return Read(answer, r => r.GetProperty("linkToken").GetString() ?? throw new FormatException("The token is null."));
    }

    /// <summary>A call of a kind that sends no message.</summary>
    /// <param name="path">Below the API's address, or an address in full.</param>
    /// <param name="body">Null for none.</param>
    internal Task<LineAnswer> AskAsync(HttpMethod method, string path, byte[]? body, string contentType, CancellationToken cancellationToken) =>
        CallAsync(method, path, body, contentType, null, cancellationToken);

    private async Task<string?> TakenAsync(string call, byte[] body, Guid? key, CancellationToken cancellationToken)
    {
        LineAnswer answer = await CallAsync(HttpMethod.Post, "v2/bot/message/" + call, body, key, cancellationToken);
        return answer.IsTaken ? answer.TakenAs : throw LineRefusals.Of(answer);
    }

    private async Task<T> ReadAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        Read(await CallAsync(HttpMethod.Get, path, null, null, cancellationToken), read);

    private Task<LineAnswer> CallAsync(HttpMethod method, string path, byte[]? body, Guid? key, CancellationToken cancellationToken) =>
        CallAsync(method, path, body, Json, key, cancellationToken);

    /// <summary>A token may be taken back before its time: it is exchanged once.</summary>
    private async Task<LineAnswer> CallAsync(HttpMethod method, string path, byte[]? body, string contentType, Guid? key, CancellationToken cancellationToken)
    {
        string token = await tokens.CurrentAsync(cancellationToken);
        LineAnswer answer = await SendAsync(method, path, body, contentType, key, token, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized || !tokens.CanRenew)
        {
            return answer;
        }

        tokens.Drop(token);
        return await SendAsync(method, path, body, contentType, key, await tokens.CurrentAsync(cancellationToken), cancellationToken);
    }

    private async Task<LineAnswer> SendAsync(
        HttpMethod method, string path, byte[]? body, string contentType, Guid? key, string token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (key is { } retryKey)
        {
            // On the first attempt too: without it a repeat is another message.
            request.Headers.Add("X-Line-Retry-Key", retryKey.ToString("D"));
        }

        return await http.SendAsync(request, cancellationToken);
    }

    internal static T Read<T>(LineAnswer answer, Func<JsonElement, T> read)
    {
        if (answer.Status != HttpStatusCode.OK)
        {
            throw LineRefusals.Of(answer);
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(answer.Body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ChannelException(Channel.Line, ChannelFailure.Temporary, "LINE's answer cannot be read", innerException: e);
        }
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The month's messages.</summary>
/// <param name="Limit">Null when there is none.</param>
/// <param name="Used">About: LINE counts it up during the day, with what people send by hand.</param>
public sealed record LineQuota(long? Limit, long Used);

/// <summary>A friend of the account.</summary>
/// <param name="Language">BCP 47; null when LINE does not say.</param>
public sealed record LineProfile(string DisplayName, string? Language);
