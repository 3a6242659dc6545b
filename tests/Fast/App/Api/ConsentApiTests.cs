using System.Net;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The log of consents, as the API shows it.</summary>
public sealed class ConsentApiTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com") with
    {
        Consents =
        [
            new Consent(Channel.Email, ConsentState.Granted, Told.At(-5), "checkout") { Origin = ConsentOrigin.Form, Wording = "2026-04", Ip = "203.0.113.7" },
            new Consent(Channel.Email, ConsentState.Withdrawn, Told.At(-3), "page") { Topic = "news" },
        ],
    };

    [Fact]
    public async Task Consents_AreListedWithTheirProof()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        string id = (await shop.StateAsync(Hanako)).CustomerId;
        await shop.Withdraw.RunAsync(id, "unsubscribe-link", default);
        using ApiBed bed = new(world);

        string[] all = [.. (await bed.PagesAsync($"/api/customers/{id}/consents", 2)).Items];

        Assert.Equal(
            [
                """{"channel":"email","topic":null,"state":"granted","at":"2026-11-21T02:55:00+00:00","source":"checkout","origin":"form","wording":"2026-04","ip":"203.0.113.7","by":null,"holds":false}""",
                """{"channel":"email","topic":"news","state":"withdrawn","at":"2026-11-21T02:57:00+00:00","source":"page","origin":"webhook","wording":null,"ip":null,"by":null,"holds":true}""",
                """{"channel":"email","topic":null,"state":"withdrawn","at":"2026-11-21T03:00:00+00:00","source":"unsubscribe-link","origin":"unsubscribe-link","wording":null,"ip":null,"by":null,"holds":true}""",
                """{"channel":"line","topic":null,"state":"withdrawn","at":"2026-11-21T03:00:00+00:00","source":"unsubscribe-link","origin":"unsubscribe-link","wording":null,"ip":null,"by":null,"holds":true}""",
            ],
            all);
    }

    [Fact]
    public async Task Consent_Recorded_IsInTheLogOnceWithWhoEnteredIt()
    {
        (ApiBed bed, string id) = await BedAsync();
        using (bed)
        {
            foreach (int _ in (int[])[1, 2])
            {
                ApiAnswer answer = await bed.SendAsync("POST", "/api/consents", Body(id));
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal(
                    """{"channel":"email","topic":null,"state":"withdrawn","at":"2026-11-21T02:58:00+00:00","source":"telephone","origin":"operator","wording":null,"ip":null,"by":"sato","holds":true}""",
                    answer.Text);
            }

            Assert.Equal(3, (await bed.GetAsync($"/api/customers/{id}/consents")).Items.Count());
            Assert.Equal(HttpStatusCode.Conflict, (await bed.SendAsync("POST", "/api/consents", Body(id).Replace("telephone", "letter", StringComparison.Ordinal))).Status);
        }
    }

    /// <summary>An older paper is entered, and does not undo what was said since.</summary>
    [Fact]
    public async Task Consent_OlderThanWhatHolds_IsKeptAndDoesNotHold()
    {
        (ApiBed bed, string id) = await BedAsync();
        using (bed)
        {
            string older = Body(id).Replace("11:58", "11:54", StringComparison.Ordinal);
            Assert.Contains("\"holds\":false", (await bed.SendAsync("POST", "/api/consents", older)).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"key\":\"k-1\"", "\"key\":\" \"", "'key'")]
    [InlineData("\"by\":\"sato\"", "\"by\":null", "'by'")]
    [InlineData("telephone", "", "'how'")]
    [InlineData("\"email\"", "\"webhook\"", "'channel'")]
    [InlineData("withdrawn", "pending", "'state'")]
    [InlineData("withdrawn", "granted", "'wording'")]
    [InlineData("\"key\"", "\"purpose\":\"transactional\",\"key\"", "'purpose'")]
    [InlineData("\"key\"", "\"topic\":\"none\",\"key\"", "'topic'")]
    [InlineData("+09:00", "", "'at'")]
    [InlineData("11:58:00", "12:00:01", "'at' lies in the future")]
    public async Task Consent_ThatLacksSomething_IsRefusedByName(string from, string to, string named)
    {
        (ApiBed bed, string id) = await BedAsync();
        using (bed)
        {
            ApiAnswer answer = await bed.SendAsync("POST", "/api/consents", Body(id).Replace(from, to, StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(named, ApiAnswer.At(answer.Json, "detail"), StringComparison.Ordinal);
            Assert.Equal(2, (await bed.GetAsync($"/api/customers/{id}/consents")).Items.Count());
        }
    }

    [Fact]
    public async Task Consent_OfNobody_IsNotFound()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", "/api/consents", Body("cunknown"))).Status);
    }

    [Fact]
    public async Task Proofs_OfWhoWasForgotten_AreFoundByTheAddressAndNothingElseIsEntered()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        string id = (await shop.StateAsync(Hanako)).CustomerId;
        using ApiBed bed = new(world);
        const string Search = """{"address":" Hanako@example.com "}""";
        Assert.Empty((await bed.SendAsync("POST", "/api/consents/proofs/search", Search)).Items);
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync("POST", "/api/consents", Body(id))).Status);
        world.ShopClock.Advance(TimeSpan.FromMinutes(1));
        await shop.TellAsync("erase", new ShopEvent.CustomerErased(Hanako with { UpdatedAt = Told.At(1) }, []));

        Assert.Equal(
            ["granted checkout ", "withdrawn page ", "withdrawn telephone sato"],
            (await bed.SendAsync("POST", "/api/consents/proofs/search", Search)).Items.Select(p => $"{ApiAnswer.At(p, "state")} {ApiAnswer.At(p, "source")} {ApiAnswer.At(p, "by")}"));
        Assert.Equal(HttpStatusCode.Conflict, (await bed.SendAsync("POST", "/api/consents", Body(id).Replace("k-1", "k-2", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("POST", "/api/consents/proofs/search", """{"address":"hanako"}""")).Status);
    }

    [Theory]
    [InlineData("cunknown")]
    [InlineData("a%20b")]
    public async Task Consents_OfNobody_AreNotFound(string id)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("GET", $"/api/customers/{id}/consents")).Status);
    }

    private static string Body(string customer) => $$"""
        {"key":"k-1","customerId":"{{customer}}","channel":"email","state":"withdrawn","how":"telephone","at":"2026-11-21T11:58:00+09:00","by":"sato"}
        """;

    private static async Task<(ApiBed Bed, string CustomerId)> BedAsync()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("w", new ShopEvent.CustomerChanged(Hanako));
        return (new ApiBed(world), (await shop.StateAsync(Hanako)).CustomerId);
    }
}
