using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>How one shop gives access: an app's client, and the token with which an operator let it in.</summary>
/// <param name="TokenPath">Below the API's address.</param>
/// <param name="RefreshToken">The first one, from the settings; a later one is kept, and holds until another first one is set.</param>
internal sealed record OAuthClient(string SourceId, string TokenPath, string ClientId, string ClientSecret, string RefreshToken, string? RedirectUri)
{
    /// <summary>Whether the shop no longer takes the token of a call.</summary>
    public Func<ShopAnswer, bool> IsTokenRefused { get; init; } = answer => answer.Status == HttpStatusCode.Unauthorized;

    /// <summary>What an operator looks at.</summary>
    public string Access => $"Sources:{SourceId}:Api: authorize the app in the shop again, and set the new RefreshToken";

    /// <summary>Without secrets: texts of records end in logs.</summary>
    public override string ToString() => $"client of {SourceId}";
}

/// <summary>Access tokens of OAuth 2.0 by refresh tokens, each of which the shop may exchange for another one at its use: the new one is
/// kept before it is used for the first time.</summary>
internal sealed class OAuthTokens(ShopHttp http, OAuthClient client, ShopConnection connection)
{
    /// <summary>Before the end of a token: calls take time, and clocks differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any exchange takes.</summary>
    private static readonly TimeSpan BusyTime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    private readonly TokenSeal seal = new(client.SourceId, client.ClientSecret);
    private readonly Lock sync = new();
    private Task<string>? asking;
    private TokenState? current;
    private TokenState? unsaved;

    /// <summary>Sends the request with a token; once more with another one when the shop no longer takes it.</summary>
    public async Task<ShopAnswer> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        string token = await TokenAsync(null, cancellationToken);
        ShopAnswer answer = await SendAsync(request, token, cancellationToken);
        return client.IsTokenRefused(answer)
            ? await SendAsync(request, await TokenAsync(token, cancellationToken), cancellationToken)
            : answer;
    }

    private async Task<ShopAnswer> SendAsync(Func<HttpRequestMessage> request, string token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = request();
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(message, cancellationToken);
    }

    /// <summary>Callers who come together share one exchange, which none of them can break off.</summary>
    /// <param name="refused">A token that the shop did not take; null for none.</param>
    private async Task<string> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        string token = await AskedAsync(refused).WaitAsync(cancellationToken);
        return token == refused ? await AskedAsync(refused).WaitAsync(cancellationToken) : token;  // asked for before the refusal
    }

    private Task<string> AskedAsync(string? refused)
    {
        lock (sync)
        {
            if (asking is null || asking.IsCompleted)
            {
                asking = Task.Run(() => CurrentAsync(refused));
            }

            return asking;
        }
    }

    private async Task<string> CurrentAsync(string? refused)
    {
        await SaveAsync();
        if (!IsUsable(current, refused))
        {
            await RenewAsync(refused);
        }

        return current!.Access!;
    }

    private bool IsUsable(TokenState? state, string? refused) =>
        state?.Access is { } access && access != refused && connection.System.GetUtcNow() < state.UntilAt;

    private async Task RenewAsync(string? refused)
    {
        DateTimeOffset now = connection.System.GetUtcNow();
        KeptToken kept = await KeptAsync();
        TokenState known = Opened(kept.Sealed);
        if (IsUsable(known, refused))
        {
            current = known;  // of another process, or an earlier one
            return;
        }

        // Two who exchange one token at the same time may lose both of what they get.
        KeptToken? claimed = kept.BusyUntilAt > now
            ? null
            : await connection.Tokens.WriteAsync(client.SourceId, kept with { BusyUntilAt = now + BusyTime }, CancellationToken.None);
        if (claimed is null)
        {
            throw new ShopApiException(ShopApiFailure.Temporary, "another process is exchanging the shop's token", BusyWait);
        }

        // Nothing stops it from now on: the old token is worth nothing any more.
        current = unsaved = await ExchangeAsync(known, now, claimed);
        await SaveAsync();
    }

    /// <summary>Keeps a token that could not be kept when it came: until then only this process has it.</summary>
    private async Task SaveAsync()
    {
        if (unsaved is null)
        {
            return;
        }

        KeptToken kept = await KeptAsync() with
        {
            Sealed = seal.Close(JsonSerializer.SerializeToUtf8Bytes(unsaved)),
            BusyUntilAt = null,
        };
        unsaved = await connection.Tokens.WriteAsync(client.SourceId, kept, CancellationToken.None) is null ? unsaved : null;
    }

    private async Task<KeptToken> KeptAsync() =>
        await connection.Tokens.ReadAsync(client.SourceId, CancellationToken.None) ?? new KeptToken(null, null, null);

    private async Task<TokenState> ExchangeAsync(TokenState known, DateTimeOffset now, KeptToken claimed)
    {
        try
        {
            ShopAnswer answer = await AskAsync(known.Refresh);
            if ((int)answer.Status is 400 or 401 or 403)
            {
                throw new ShopApiException(ShopApiFailure.Unauthorized, $"the shop no longer takes the token (status {(int)answer.Status}); {client.Access}");
            }

            return Read(answer.Ok(client.Access), known, now);
        }
        catch (ShopApiException)
        {
            await connection.Tokens.WriteAsync(client.SourceId, claimed with { BusyUntilAt = null }, CancellationToken.None);
            throw;
        }
    }

    private async Task<ShopAnswer> AskAsync(string refreshToken)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.ClientSecret,
            ["refresh_token"] = refreshToken,
        };
        if (client.RedirectUri is { } redirect)
        {
            form["redirect_uri"] = redirect;
        }

        using HttpRequestMessage request = new(HttpMethod.Post, client.TokenPath) { Content = new FormUrlEncodedContent(form) };
        return await http.SendAsync(request, CancellationToken.None);
    }

    private static TokenState Read(ShopAnswer answer, TokenState known, DateTimeOffset now)
    {
        using JsonDocument json = answer.Json();
        JsonElement root = json.RootElement;
        if (Text(root, "access_token") is not { } access
            || !root.TryGetProperty("expires_in", out JsonElement expires)
            || expires.ValueKind != JsonValueKind.Number || !expires.TryGetInt32(out int seconds) || seconds <= 0)
        {
            throw new ShopApiException(ShopApiFailure.Temporary, "the answer of the token's address cannot be read");
        }

        TimeSpan life = TimeSpan.FromSeconds(seconds);
        return known with
        {
            Access = access,
            UntilAt = now + life - (life / 2 < Margin ? life / 2 : Margin),
            Refresh = Text(root, "refresh_token") ?? known.Refresh,
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>What is kept, unless an operator has set another first token since.</summary>
    private TokenState Opened(byte[]? closed)
    {
        string first = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(client.RefreshToken)));
        TokenState? kept = closed is not null && seal.Open(closed) is { } text ? JsonSerializer.Deserialize<TokenState>(text) : null;
        return kept?.First == first ? kept : new TokenState(first, client.RefreshToken, null, default);
    }

    /// <param name="First">The fingerprint of the token in the settings that this one comes from.</param>
    private sealed record TokenState(string First, string Refresh, string? Access, DateTimeOffset UntilAt)
    {
        public override string ToString() => "token";
    }
}
