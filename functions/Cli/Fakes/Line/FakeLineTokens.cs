using System.Web;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>Tokens of fifteen minutes, for whoever knows id and secret.</summary>
internal sealed class FakeLineTokens(TimeProvider clock)
{
    private const int LifeSeconds = 900;

    private readonly Dictionary<string, DateTimeOffset> endsAt = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>So many requests are answered with 500.</summary>
    public int Failures { get; set; }

    public FakeLineAnswer Issue(string form)
    {
        if (Failures > 0)
        {
            Failures--;
            return FakeLineAnswer.Error(500, "Internal server error");
        }

        System.Collections.Specialized.NameValueCollection fields = HttpUtility.ParseQueryString(form);
        if (fields["grant_type"] != "client_credentials")
        {
            return FakeLineAnswer.Of(400, """{"error":"unsupported_grant_type","error_description":"unsupported grant_type"}""");
        }

        if (fields["client_id"] != FakeLine.ChannelId || fields["client_secret"] != FakeLine.ChannelSecret)
        {
            return FakeLineAnswer.Of(400, """{"error":"invalid_client","error_description":"invalid client_id or client_secret"}""");
        }

        Count++;
        string token = $"token-{Count}";
        endsAt[token] = clock.GetUtcNow().AddSeconds(LifeSeconds);
        return FakeLineAnswer.Of(200, $$"""{"token_type":"Bearer","access_token":"{{token}}","expires_in":{{LifeSeconds}}}""");
    }

    public bool IsValid(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
        && endsAt.TryGetValue(authorization["Bearer ".Length..], out DateTimeOffset end)
        && clock.GetUtcNow() < end;

    public void TakeBack() => endsAt.Clear();
}
