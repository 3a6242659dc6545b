using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Consent to marketing e-mail as Shopify keeps it.</summary>
public sealed class ShopifyConsentTests
{
    private const string Created = "2026-08-31T15:00:00Z";
    private const string Updated = "2026-11-01T23:30:00Z";

    private static readonly string Body = Fixture("shopify-customer");

    [Theory]
    [InlineData("subscribed", ConsentState.Granted)]
    [InlineData("pending", ConsentState.Pending)]
    [InlineData("not_subscribed", ConsentState.Withdrawn)]
    [InlineData("unsubscribed", ConsentState.Withdrawn)]
    [InlineData("redacted", ConsentState.Withdrawn)]
    [InlineData("invalid", ConsentState.Withdrawn)]
    [InlineData("SUBSCRIBED", ConsentState.Granted)]
    public void State_OfShopify_IsOneOfOurs(string word, ConsentState state) =>
        Assert.Equal(
            [new Consent(Channel.Email, state, Utc("2026-10-05T03:00:00Z"), "shopify:confirmed_opt_in")],
            ConsentsOf(Body.With("email_marketing_consent.state", $"\"{word}\"")));

    [Theory]
    [InlineData("email_marketing_consent.state", "\"invented_tomorrow\"")]
    [InlineData("email_marketing_consent.state", "null")]
    [InlineData("email_marketing_consent.state", null)]
    [InlineData("email_marketing_consent", "null")]
    [InlineData("email_marketing_consent", null)]
    [InlineData("email_marketing_consent", "{}")]
    public void State_UnknownOrMissing_IsNoStatement(string path, string? json) => Assert.Empty(ConsentsOf(Body.With(path, json)));

    [Theory]
    [InlineData("subscribed", Created)] // never later than a refusal
    [InlineData("not_subscribed", Created)]
    [InlineData("pending", Updated)]
    [InlineData("unsubscribed", Updated)]
    [InlineData("redacted", Updated)]
    [InlineData("invalid", Updated)]
    public void State_WithoutATime_CannotUndoARefusal(string word, string at) =>
        Assert.Equal(Utc(at), Assert.Single(ConsentsOf(Undated(word))).At);

    [Fact]
    public void State_WithoutAnyTime_IsARefusalOfNowAndNoAgreement()
    {
        Assert.Empty(ConsentsOf(Undated("subscribed").With("created_at", null)));
        Assert.Equal(Utc(Updated), Assert.Single(ConsentsOf(Undated("not_subscribed").With("created_at", null))).At);
    }

    [Fact]
    public void Source_WithoutAnOptInLevel_IsTheShopSystem() =>
        Assert.Equal("shopify", Assert.Single(ConsentsOf(Body.With("email_marketing_consent.opt_in_level", "null"))).Source);

    private static string Undated(string word) =>
        Body.With("email_marketing_consent.state", $"\"{word}\"").With("email_marketing_consent.consent_updated_at", "null");

    private static IReadOnlyList<Consent> ConsentsOf(string body) =>
        ReadShopify("customers/update", body).Only<ShopEvent.CustomerChanged>().Customer.Consents;
}
