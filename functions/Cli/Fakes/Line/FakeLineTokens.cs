using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Web;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>Tokens of fifteen minutes, and thirty at a time of those that live longer, for whoever knows id and secret or signs with the
/// registered key.</summary>
internal sealed class FakeLineTokens(TimeProvider clock)
{
    private const int LifeSeconds = 900;
    private const int V21Max = 30;

    private readonly Dictionary<string, DateTimeOffset> endsAt = new(StringComparer.Ordinal);
    private readonly HashSet<string> longLived = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>Of the kind v2.1, which have not ended and were not taken back.</summary>
    public int LiveLong => longLived.Count(t => endsAt.GetValueOrDefault(t) > clock.GetUtcNow());

    /// <summary>So many requests are answered with 500.</summary>
    public int Failures { get; set; }

    /// <summary>With whose public half assertions are checked.</summary>
    public (string Kid, RSA Key)? Registered { get; set; }

    public FakeLineAnswer Issue(string path, string form)
    {
        if (Failures > 0)
        {
            Failures--;
            return FakeLineAnswer.Error(500, "Internal server error");
        }

        bool isV21 = path == "/oauth2/v2.1/token";
        NameValueCollection fields = HttpUtility.ParseQueryString(form);
        if (fields["grant_type"] != "client_credentials")
        {
            return FakeLineAnswer.Of(400, """{"error":"unsupported_grant_type","error_description":"unsupported grant_type"}""");
        }

        int life = LifeSeconds;
        if (fields["client_assertion"] is { } assertion)
        {
            if (FakeLineAssertion.LifeOf(assertion, fields["client_assertion_type"], Registered, clock.GetUtcNow(), isV21) is not { } wished)
            {
                return FakeLineAnswer.Of(400, """{"error":"invalid_client","error_description":"Invalid client assertion"}""");
            }

            life = isV21 ? wished : LifeSeconds;
        }
        else if (isV21 || !IsKnown(fields))
        {
            return FakeLineAnswer.Of(400, """{"error":"invalid_client","error_description":"invalid client_id or client_secret"}""");
        }

        return isV21 && LiveLong >= V21Max
            ? FakeLineAnswer.Of(400, """{"error":"invalid_request","error_description":"The maximum number of tokens has been issued"}""")
            : Issued(isV21, life);
    }

    /// <summary>LINE answers 200 for tokens that it does not know, too.</summary>
    public FakeLineAnswer Revoke(string form)
    {
        NameValueCollection fields = HttpUtility.ParseQueryString(form);
        if (!IsKnown(fields))
        {
            return FakeLineAnswer.Of(400, """{"error":"invalid_client","error_description":"invalid client_id or client_secret"}""");
        }

        endsAt.Remove(fields["access_token"] ?? "");
        return FakeLineAnswer.Of(200, "");
    }

    public bool IsValid(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
        && endsAt.TryGetValue(authorization["Bearer ".Length..], out DateTimeOffset end)
        && clock.GetUtcNow() < end;

    public void TakeBack() => endsAt.Clear();

    private FakeLineAnswer Issued(bool isV21, int life)
    {
        Count++;
        string token = $"token-{Count}";
        endsAt[token] = clock.GetUtcNow().AddSeconds(life);
        if (isV21)
        {
            longLived.Add(token);
        }

        string kid = isV21 ? $$""","key_id":"key-{{Count}}" """ : "";
        return FakeLineAnswer.Of(200, $$"""{"token_type":"Bearer","access_token":"{{token}}","expires_in":{{life}}{{kid}}}""");
    }

    private static bool IsKnown(NameValueCollection fields) =>
        fields["client_id"] == FakeLine.ChannelId && fields["client_secret"] == FakeLine.ChannelSecret;
}
