using System.Net;
using System.Text.Json;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>The token that LINE's API wants with every call: one of fifteen minutes that is asked for with the channel's id and secret and
/// kept until shortly before its end, or the shop's own.</summary>
internal sealed class LineTokens(LineHttp http, LineSettings settings, TimeProvider clock)
{
    /// <summary>Before the end of a token: calls take time, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly Lock sync = new();
    private Issued? issued;
    private Task<Issued>? asking;

    /// <summary>Whether a token that LINE refuses can be exchanged for another one.</summary>
    public bool CanRenew => settings.AccessToken is null;

    /// <summary>The token to use now. Callers who come together share one request.</summary>
    /// <exception cref="ChannelException">There is none; no message has left.</exception>
    public async Task<string> CurrentAsync(CancellationToken cancellationToken)
    {
        if (settings.AccessToken is { } own)
        {
            return own;
        }

        Task<Issued> asked;
        lock (sync)
        {
            if (issued is { } known && clock.GetUtcNow() < known.UntilAt)
            {
                return known.Token;
            }

            if (asking is null || asking.IsCompleted)
            {
                asking = AskAsync();
            }

            asked = asking;
        }

        return (await asked.WaitAsync(cancellationToken)).Token;
    }

    /// <summary>Gives up a token that LINE refused; one that was issued since stays.</summary>
    public void Drop(string token)
    {
        lock (sync)
        {
            issued = issued?.Token == token ? null : issued;
        }
    }

    private async Task<Issued> AskAsync()
    {
        DateTimeOffset askedAt = clock.GetUtcNow();
        using HttpRequestMessage request = new(HttpMethod.Post, "oauth2/v3/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings.ChannelId!,
                ["client_secret"] = settings.ChannelSecret!,
            }),
        };
        LineAnswer answer;
        try
        {
            answer = await http.SendAsync(request, CancellationToken.None);
        }
        catch (ChannelException e)
        {
            throw LineRefusals.NotTaken($"no access token: {e.Detail}", cause: e);
        }

        Issued token = answer.Status == HttpStatusCode.OK && Read(answer.Body, askedAt) is { } read ? read : throw Refused(answer);
        lock (sync)
        {
            issued = token;
        }

        return token;
    }

    private static ChannelException Refused(LineAnswer answer)
    {
        string remedy = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
            ? "; check Channels:Line:ChannelId and Channels:Line:ChannelSecret"
            : "";
        return LineRefusals.NotTaken($"no access token: status {(int)answer.Status}, {LineWords.Of(answer.Body)}{remedy}");
    }

    private static Issued? Read(string body, DateTimeOffset askedAt)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            return root.GetProperty("access_token").GetString() is { Length: > 0 } token
                && root.GetProperty("expires_in").TryGetInt32(out int seconds) && seconds > 0
                ? new Issued(token, askedAt + Usable(TimeSpan.FromSeconds(seconds)))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static TimeSpan Usable(TimeSpan life) => life - (life / 2 < Margin ? life / 2 : Margin);

    private sealed record Issued(string Token, DateTimeOffset UntilAt);
}
