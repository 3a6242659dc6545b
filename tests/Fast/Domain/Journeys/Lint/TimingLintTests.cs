using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>Times that do not go together, and channels that reach only some.</summary>
public sealed class TimingLintTests
{
    [Theory]
    [InlineData("after: 3d", "after: 2d", true)]
    [InlineData("after: 3d", "after: 3d", false)]
    [InlineData("after: 3d, at: \"19:00\"", "after: 3d", true)] // the shop's time is 10:00
    [InlineData("after: 3d, at: \"10:00\"", "after: 3d", false)]
    [InlineData("after: 3d, at: \"10:01\"", "after: 3d", true)]
    [InlineData("after: PT2H", "after: PT1H", true)]
    [InlineData("after: PT2H", "after: PT2H", false)]
    [InlineData("after: 1d, at: \"01:00\"", "after: PT2H", false)] // of an order at 23 o'clock or later it is not before
    [InlineData("after: 1d, at: \"02:01\"", "after: PT2H", true)]
    [InlineData("after: PT48H", "after: 1d", true)]
    [InlineData("after: PT10H", "after: 1d", false)]
    [InlineData("after: PT10H", "after: 0d, at: \"09:59\"", true)]
    [InlineData("after: PT10H", "after: 0d, at: \"10:00\"", false)]
    public void Step_DueBeforeTheOneAbove_IsFound(string first, string second, bool isFound) => Assert.Equal(
        isFound ? ["due-before-the-step-above s"] : [],
        LintCases.Of(LintCases.Steps("type: order", $"- {{ id: a, {first} }}", $"- {{ id: s, {second} }}")));

    [Fact]
    public void Step_BehindOneWithoutATime_IsComparedWithTheLastThatHasOne() => Assert.Equal(
        ["due-before-the-step-above s"],
        LintCases.Of(LintCases.Steps("type: order", "- { id: a, after: 3d }", $"- {{ id: b, {LintCases.Thanks} }}", "- { id: s, after: 1d }")));

    [Theory]
    [InlineData("1d", "due-before-the-step-above s")]
    [InlineData("7d", null)]
    public void Step_InAnArm_IsComparedWithTheStepAroundIt(string after, string? finding) => Assert.Equal(
        finding is null ? [] : [finding],
        LintCases.Of(LintCases.Steps("type: order", $"- {{ id: w, after: 3d, waitFor: {{ type: order, timeout: 1d }}, then: [ {{ id: s, after: {after} }} ] }}")));

    [Theory]
    [InlineData("order", "[line]", true)]
    [InlineData("order", "[email]", false)]
    [InlineData("order", "[line, email]", false)]
    [InlineData("event, event: survey", "[line]", true)]
    [InlineData("event, event: line-connect", "[line]", false)] // who begins on LINE is a friend there
    [InlineData("line-friend-added", "[line]", false)]
    public void Send_ByLineAlone_HasNoFallback(string trigger, string channel, bool isFound) => Assert.Equal(
        isFound ? ["no-fallback s"] : [],
        LintCases.Of(LintCases.Steps($"type: {trigger}", $"- {{ id: s, send: {{ channel: {channel}, message: thanks }} }}")));

    [Theory]
    [InlineData("PT10H59M", "marketing", true)] // quiet from 21:00 to 08:00 are 11 hours
    [InlineData("PT11H", "marketing", false)]
    [InlineData("1d", "marketing", false)]
    [InlineData("PT1H", "transactional", false)]
    public void Send_ThatExpiresWithinTheQuietHours_IsFound(string expire, string purpose, bool isFound) => Assert.Equal(
        isFound ? ["expires-in-quiet-hours s"] : [],
        LintCases.Of($"purpose: {purpose}\n" + LintCases.Steps("type: order", $"- {{ id: s, expire: {expire}, {LintCases.Thanks} }}")));

    [Theory]
    [InlineData("20:59", "marketing", false)]
    [InlineData("21:00", "marketing", true)]
    [InlineData("07:59", "marketing", true)]
    [InlineData("08:00", "marketing", false)]
    [InlineData("22:00", "transactional", false)]
    public void Send_AtATimeWithinTheQuietHours_IsFound(string at, string purpose, bool isFound) => Assert.Equal(
        isFound ? ["at-in-quiet-hours s"] : [],
        LintCases.Of($"purpose: {purpose}\n" + LintCases.Steps("type: order", $"- {{ id: s, after: 1d, at: \"{at}\", {LintCases.Thanks} }}")));

    [Theory]
    [InlineData("crm", false)]
    [InlineData("till", true)]
    public void Webhook_OfAProgramThatTheSettingsDoNotName_IsFound(string endpoint, bool isFound) => Assert.Equal(
        isFound ? ["unknown-endpoint s"] : [],
        LintCases.Of(LintCases.Steps("type: order", $"- {{ id: s, expire: PT1M, webhook: {endpoint} }}")));

    [Fact]
    public void Send_WithoutQuietHours_MayExpireAtAnyTime() => Assert.Empty(LintCases.Findings(
        LintCases.TheShop with { QuietHours = null },
        LintCases.Steps("type: order", $"- {{ id: s, expire: PT1M, {LintCases.Thanks} }}")));
}
