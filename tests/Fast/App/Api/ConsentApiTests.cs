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
                """{"channel":"email","topic":null,"state":"granted","at":"2026-11-21T02:55:00+00:00","source":"checkout","origin":"form","wording":"2026-04","ip":"203.0.113.7","holds":false}""",
                """{"channel":"email","topic":"news","state":"withdrawn","at":"2026-11-21T02:57:00+00:00","source":"page","origin":"webhook","wording":null,"ip":null,"holds":true}""",
                """{"channel":"email","topic":null,"state":"withdrawn","at":"2026-11-21T03:00:00+00:00","source":"unsubscribe-link","origin":"unsubscribe-link","wording":null,"ip":null,"holds":true}""",
                """{"channel":"line","topic":null,"state":"withdrawn","at":"2026-11-21T03:00:00+00:00","source":"unsubscribe-link","origin":"unsubscribe-link","wording":null,"ip":null,"holds":true}""",
            ],
            all);
    }

    [Theory]
    [InlineData("cunknown")]
    [InlineData("a%20b")]
    public async Task Consents_OfNobody_AreNotFound(string id)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("GET", $"/api/customers/{id}/consents")).Status);
    }
}
