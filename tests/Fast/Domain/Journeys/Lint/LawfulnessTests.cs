using FollowUpFlows.Domain.Journeys.Lint;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>What the law wants of marketing.</summary>
public sealed class LawfulnessTests
{
    private static readonly LintedShop Unstated = LintCases.TheShop with { SenderMissing = ["Shop:LegalName", "Shop:Contact"], MailLeaves = true };

    [Theory]
    [InlineData("marketing", "[email]", true)]
    [InlineData("marketing", "[line, email]", true)]
    [InlineData("marketing", "[line]", false)] // no e-mail in the sense of the law
    [InlineData("transactional", "[email]", false)]
    public void Marketing_ByMailWithoutAStatedSender_CannotBePublished(string purpose, string channel, bool isFound)
    {
        LintFinding[] found = Lawful(Unstated, Journey(purpose, $"{{ channel: {channel}, message: thanks }}"));
        Assert.Equal(isFound ? [LintSeverity.Fault] : [], found.Select(f => f.Severity));
        Assert.All(found, f => Assert.Contains("set Shop:LegalName, Shop:Contact", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Marketing_WhileNothingLeavesTheMachine_IsOnlyWarnedOf() => Assert.Equal(
        [LintSeverity.Warning],
        Lawful(Unstated with { MailLeaves = false }, Journey("marketing", "{ channel: [email], message: thanks }")).Select(f => f.Severity));

    [Fact]
    public void Marketing_OfAStatedSender_IsLawful() =>
        Assert.Empty(Lawful(LintCases.TheShop with { MailLeaves = true }, Journey("marketing", "{ channel: [email], message: thanks }")));

    [Theory]
    [InlineData("transactional", "more", true)]
    [InlineData("transactional", "thanks", false)]
    [InlineData("marketing", "more", false)]
    public void Advertising_InATransactionalJourney_IsWarnedOf(string purpose, string message, bool isFound) => Assert.Equal(
        isFound ? ["promotion-in-transactional s Warning"] : [],
        Lawful(LintCases.TheShop, Journey(purpose, $"{{ channel: [email], message: {message} }}")).Select(f => $"{f.Rule} {f.StepId} {f.Severity}"));

    [Theory]
    [InlineData("news", false)]
    [InlineData("other", true)]
    public void Topic_ThatTheShopDoesNotHave_IsWarnedOf(string topic, bool isFound) => Assert.Equal(
        isFound ? ["unknown-topic topic"] : [],
        Lawful(LintCases.TheShop with { Topics = new HashSet<string> { "news" } }, $"topic: {topic}\n" + Journey("marketing", "{ channel: [email], message: thanks }"))
            .Select(f => $"{f.Rule} {f.Key}"));

    [Fact]
    public void Topic_WhereTheSettingsAreNotKnown_IsNotJudged() =>
        Assert.Empty(Lawful(LintCases.TheShop, "topic: any\n" + Journey("marketing", "{ channel: [email], message: thanks }")));

    private static string Journey(string purpose, string send) =>
        $"purpose: {purpose}\n" + LintCases.Steps("type: order", $"- {{ id: s, send: {send} }}");

    private static LintFinding[] Lawful(LintedShop shop, string journey) =>
        [.. LintCases.Findings(shop, journey).Where(f => f.Rule is "sender-not-stated" or "promotion-in-transactional" or "unknown-topic")];
}
