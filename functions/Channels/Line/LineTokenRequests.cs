namespace FollowUpFlows.Channels.Line;

/// <summary>Which access tokens are asked for.</summary>
public enum LineTokenKind
{
    /// <summary>Of fifteen minutes, as many as one likes; they cannot be taken back.</summary>
    Stateless,

    /// <summary>Channel access tokens v2.1, of which a channel has at most thirty at a time, and which can be taken back.</summary>
    V21,
}

/// <summary>What LINE is asked for tokens with.</summary>
internal static class LineTokenRequests
{
    /// <summary>Short, so that those of processes that ended without a word do not fill the thirty; long enough that asking is
    /// rare.</summary>
    public static readonly TimeSpan V21Life = TimeSpan.FromHours(6);

    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>For a new token.</summary>
    public static HttpRequestMessage Issue(LineSettings settings, DateTimeOffset now)
    {
        bool isV21 = settings.Tokens == LineTokenKind.V21;
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials" };
        if (settings.Assertion is { } assertion)
        {
            form["client_assertion_type"] = AssertionType;
            form["client_assertion"] = assertion.Sign(now, isV21 ? V21Life : null);
        }
        else
        {
            form["client_id"] = settings.ChannelId!;
            form["client_secret"] = settings.ChannelSecret!;
        }

        return Post(isV21 ? "oauth2/v2.1/token" : "oauth2/v3/token", form);
    }

    /// <summary>That a token of the kind v2.1 is no longer needed.</summary>
    public static HttpRequestMessage Revoke(LineSettings settings, string token)
    {
        Dictionary<string, string> form = new()
        {
            ["client_id"] = settings.ChannelId!,
            ["client_secret"] = settings.ChannelSecret!,
            ["access_token"] = token,
        };
        return Post("oauth2/v2.1/revoke", form);
    }

    private static HttpRequestMessage Post(string path, Dictionary<string, string> form) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
}
