using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>What cannot be read is refused by the name of the parameter, in words.</summary>
public sealed class ParameterTests(ParameterTests.Bed only) : IClassFixture<ParameterTests.Bed>
{
    /// <summary>An empty shop of which is only read: to build one takes longer than to ask it.</summary>
    public sealed class Bed : IDisposable
    {
        internal ApiBed Api { get; } = new(new TestWorld());

        public void Dispose() => Api.Dispose();
    }

    private readonly ApiBed bed = only.Api;

    public static TheoryData<string, string> Unreadable
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach ((string path, string method, System.Text.Json.JsonElement operation) in ApiContract.Committed.Operations.Where(o => o.Method == "GET" && o.Path.StartsWith("/api/", StringComparison.Ordinal)))
            {
                foreach (string name in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!) : [])
                {
                    all.Add(path, name);
                }
            }

            return all;
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    [InlineData("５")]
    [InlineData("%205")]
    public async Task Limit_ThatIsNoNumberInItsRange_IsRefused(string limit)
    {
        Assert.Contains("'limit' must be a whole number from 1 to 200", (await bed.SendAsync("GET", "/api/outbox?limit=" + limit)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("200")]
    [InlineData("007")]
    public async Task Limit_AtTheEndsOfItsRange_IsTaken(string limit)
    {
        await bed.GetAsync("/api/outbox?limit=" + limit);
    }

    /// <summary>Of every list: given twice, or empty, or with one letter more.</summary>
    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Parameter_EmptyOrTwiceOrMisspelt_IsRefusedByName(string template, string name)
    {
        string path = template.Replace("{id}", "c1", StringComparison.Ordinal).Replace("{date}", "2026-11-21", StringComparison.Ordinal);
        foreach (string query in new[] { $"{name}=", $"{name}=1&{name}=1" })
        {
            Assert.Contains($"'{name}' must be given once", (await bed.SendAsync("GET", $"{path}?{query}")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        }

        Assert.Contains($"There is no parameter '{name}x' here; it takes ", (await bed.SendAsync("GET", $"{path}?{name}x=1")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/sends?day=2026-13-01", "'day' must be a day like 2026-11-21")]
    [InlineData("/api/sends?day=21.11.2026", "'day'")]
    [InlineData("/api/sends?day=2026-1-1", "'day'")]
    [InlineData("/api/sends?state=Sent", "'state' must be one of planned, claimed, sent, withheld, failed, expired, held")]
    [InlineData("/api/sends?state=3", "'state'")]
    [InlineData("/api/sends?enrollment=thanks:x", "'enrollment' needs 'customer'")]
    [InlineData("/api/sends?customer=a/b", "'customer' must be an id of ours")]
    [InlineData("/api/enrollments?state=over", "'state' must be one of starting, running, ended")]
    [InlineData("/api/enrollments?since=yesterday", "'since'")]
    [InlineData("/api/enrollments?until=yesterday", "'until'")]
    [InlineData("/api/enrollments?customer=%E8%8C%B6", "'customer'")]
    [InlineData("/api/customers?half=both", "'half' must be one of any, current, lapsed")]
    [InlineData("/api/customers?rank=gold", "'rank' must be one of royal, semi-royal, repeater, early, new, prospect")]
    [InlineData("/api/customers?model=five-star", "There is no rank model 'five-star'; 'model' can be one of six-rank")]
    [InlineData("/api/customers/c1/rank?asOf=2026-02-30", "'asOf'")]
    [InlineData("/api/customers/c1/rank?asOf=2026-11-22", "'asOf' must not be after today, 2026-11-21")]
    [InlineData("/api/customers/c1/rank?model=x", "'x'")]
    [InlineData("/api/certificates/today", "'date' must be a day like 2026-11-21")]
    [InlineData("/api/journeys/x?limit=1", "There is no parameter 'limit' here; it takes none")]
    public async Task Parameter_ThatCannotBeRead_IsRefusedInWords(string path, string detail)
    {
        Story story = await Story.WithAsync();
        using ApiBed shop = new(story.World);
        Assert.Contains(detail, (await shop.SendAsync("GET", path)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_SeveralThatCannotBeRead_AreNamedTogether()
    {
        string detail = (await bed.SendAsync("GET", "/api/sends?day=x&state=y&limit=0&cursor=z")).IsProblem(400, "bad-request");
        Assert.All(["'day'", "'state'", "'limit'", "'cursor'"], name => Assert.Contains(name, detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/customers/c1", "No customer has this id.")]
    [InlineData("/api/customers/a b", "No customer has this id.")]
    [InlineData("/api/customers/%3F", "No customer has this id.")]
    [InlineData("/api/customers/c1/timeline", "No customer has this id.")]
    [InlineData("/api/customers/c1/rank", "No customer has this id.")]
    [InlineData("/api/journeys/none", "No journey of this id was published.")]
    [InlineData("/api/certificates/2026-11-20", "The day has no certificate.")]
    public async Task Thing_ThatIsNotThere_Is404InWords(string path, string detail)
    {
        Story story = await Story.WithAsync();
        using ApiBed shop = new(story.World);
        Assert.Equal(detail, (await shop.SendAsync("GET", path)).IsProblem(404, "not-found"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("shop-main:aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Replay_OfWhatDoesNotWait_Is404(string id)
    {
        Assert.Contains("waits for review", (await bed.SendAsync("POST", $"/api/review/{id}/replay")).IsProblem(404, "not-found"), StringComparison.Ordinal);
    }
}
