using System.Net;
using System.Text.Json;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>The token that LINE's API wants with every call: one that is asked for with the channel's secret or a signature and kept until
/// shortly before its end, or the shop's own.</summary>
internal sealed class LineTokens(LineHttp http, LineSettings settings, TimeProvider clock)
{
    /// <summary>Before a channel is asked for another token of the kind of which it has thirty: a fault that comes again and again must
    /// not use them up.</summary>
    public static readonly TimeSpan ScarceEvery = TimeSpan.FromMinutes(10);

    /// <summary>Before the end of a token: calls take time, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly Lock sync = new();
    private Issued? issued;
    private string? given;
    private Task<Issued>? asking;
    private DateTimeOffset askAgainAt = DateTimeOffset.MinValue;

    /// <summary>Whether a token that LINE refuses can be exchanged for another one.</summary>
    public bool CanRenew => settings.AccessToken is null;

    private bool AreScarce => settings.Tokens == LineTokenKind.V21;

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
            DateTimeOffset now = clock.GetUtcNow();
            if (issued is { } known && now < known.UntilAt)
            {
                return known.Token;
            }

            if (asking is null || asking.IsCompleted)
            {
                if (askAgainAt > now)
                {
                    const string Words = "no access token: the last one was refused or not given, and another is not asked for yet";
                    throw LineRefusals.NotTaken(Words, askAgainAt - now);
                }

                askAgainAt = AreScarce ? now + ScarceEvery : askAgainAt;
                asking = AskAsync(now);
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

    private async Task<Issued> AskAsync(DateTimeOffset askedAt)
    {
        using HttpRequestMessage request = LineTokenRequests.Issue(settings, askedAt);
        LineAnswer answer;
        try
        {
            answer = await http.SendAsync(request, CancellationToken.None);
        }
        catch (ChannelException e)
        {
            AskAgainAtOnce(e.IsSurelyNotTaken);
            throw LineRefusals.NotTaken($"no access token: {e.Detail}", cause: e);
        }

        Issued token = answer.Status == HttpStatusCode.OK && Read(answer.Body, askedAt) is { } read ? read : throw Refused(answer);
        string? replaced;
        lock (sync)
        {
            (issued, replaced, given) = (token, given, token.Token);
        }

        if (AreScarce && replaced is not null)
        {
            await RevokeAsync(replaced);
        }

        return token;
    }

    private void AskAgainAtOnce(bool isSurelyNotGiven)
    {
        lock (sync)
        {
            askAgainAt = isSurelyNotGiven ? DateTimeOffset.MinValue : askAgainAt;
        }
    }

    /// <summary>It makes room among the thirty; if that fails, the token ends by itself.</summary>
    private async Task RevokeAsync(string token)
    {
        try
        {
            using HttpRequestMessage request = LineTokenRequests.Revoke(settings, token);
            await http.SendAsync(request, CancellationToken.None);
        }
        catch (ChannelException)
        {
            // The new token is what matters.
        }
    }

    private ChannelException Refused(LineAnswer answer)
    {
        string remedy = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
            ? $"; check Channels:Line:ChannelId and Channels:Line:{(settings.Assertion is null ? "ChannelSecret" : "AssertionKey")}"
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
