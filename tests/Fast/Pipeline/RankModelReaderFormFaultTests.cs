using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Keys that are unknown, missing or of the wrong kind: each with its line and what was expected.</summary>
public sealed class RankModelReaderFormFaultTests
{
    [Theory]
    [InlineData("id: m\nlapsedAfterDay: 90", "2: 'lapsedAfterDay' is not known here; expected axes, demotion, id, lapsedAfterDays, name, ranks, scores, shopFigures")]
    [InlineData("id: m\nname:\n  ja: 会員\n  fr: Membre", "4: 'fr' is not known here; expected en, ja")]
    [InlineData("id: m\ndemotion:\n  graceDays: 30\n  notice: true", "4: 'notice' is not known here; expected graceDays")]
    [InlineData("id: m\nscores:\n  behavior: {}", "3: 'behavior' is not known here; expected behaviour, relationship")]
    [InlineData("id: m\nscores:\n  behaviour:\n    days: 90", "4: 'days' is not known here; expected weights, withinDays")]
    [InlineData("id: m\nshopFigures:\n  averageOrder: { basis: live }", "3: 'averageOrder' is not known here; expected averageOrderValue, averageRevenuePerCustomer")]
    [InlineData("id: m\nshopFigures:\n  averageOrderValue:\n    basis: live\n    since: 2026-01-01", "5: 'since' is not known here; expected basis, value")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    min: 0", "5: 'min' is not known here; expected add, bands, id, max, name")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    bands:\n      - { points: 1, when: orderCount >= 1, name: x }", "6: 'name' is not known here; expected points, when")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - { points: 1, each: orderCount, per: orderCount }", "6: 'each' is not known here; expected per, points, when")]
    [InlineData("id: m\n? [a, b]\n: c", "2: '[ a, b ]' is not known here; expected axes, demotion, id, lapsedAfterDays, name, ranks, scores, shopFigures")]
    public void Key_Unknown_IsRefusedWithTheKeysExpected(string lines, string fault) => AssertFault(lines, fault);

    [Fact]
    public void Key_UnknownOnARank_IsRefusedWithTheKeysExpected() => Assert.Equal(
        ["5: 'conditions' is not known here; expected id, lapsedAfterDays, name, when"],
        ModelFile.Faults("id: m\nranks:\n  - id: top\n    when: orderCount >= 1\n    conditions: []\n  - id: rest\n"));

    [Theory]
    [InlineData("# nothing\nname: x", "2: 'id' is missing")]
    [InlineData("id: m\nname: { en: X }", "2: 'ja' is missing")]
    [InlineData("id: m\ndemotion: {}", "2: 'graceDays' is missing")]
    [InlineData("id: m\nshopFigures:\n  averageOrderValue: {}", "3: 'basis' is missing")]
    [InlineData("id: m\naxes:\n  - max: 3", "3: 'id' is missing")]
    [InlineData("id: m\naxes:\n  - id: a", "3: 'max' is missing")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    bands:\n      - when: orderCount >= 1", "6: 'points' is missing")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    bands:\n      - points: 1", "6: 'when' is missing")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - per: orderCount", "6: 'points' is missing")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - points: 1", "6: an addition needs either 'when: CONDITION' (once) or 'per: FACT' (for every one)")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - { points: 1, when: orderCount >= 1, per: orderCount }", "6: an addition needs either 'when: CONDITION' (once) or 'per: FACT' (for every one)")]
    public void Key_Missing_IsNamed(string lines, string fault) => AssertFault(lines, fault);

    [Fact]
    public void Id_MissingOnARank_IsNamed() => Assert.Equal(
        ["3: 'id' is missing", "5: 'id' is missing"],
        ModelFile.Faults("id: m\nranks:\n  - name: x\n    when: orderCount >= 1\n  - {}\n"));

    [Theory]
    [InlineData("id:", "1: 'id' must be a text")]
    [InlineData("id: [m]", "1: 'id' must be a text")]
    [InlineData("id: m\nname: ''", "2: 'name' must be a text")]
    [InlineData("id: m\nname: [x]", "2: 'name' must be a text")]
    [InlineData("id: m\naxes: amount", "2: each entry of 'axes' must be a mapping such as { id: … }")]
    [InlineData("id: m\naxes: { id: a }", "2: 'axes' must be a list of mappings")]
    [InlineData("id: m\nscores: 3", "2: 'scores' must be a mapping")]
    [InlineData("id: m\nscores:\n  behaviour: 3", "3: 'behaviour' must be a mapping")]
    [InlineData("id: m\nscores:\n  behaviour:\n    weights: [click]", "4: 'weights' must be a mapping")]
    [InlineData("id: m\nscores:\n  behaviour:\n    weights:\n      click: many", "5: 'click' must be a whole number, not 'many'")]
    [InlineData("id: m\nscores:\n  behaviour:\n    weights:\n      click: 1.5", "5: 'click' must be a whole number, not '1.5'")]
    [InlineData("id: m\nshopFigures: live", "2: 'shopFigures' must be a mapping")]
    [InlineData("id: m\nshopFigures:\n  averageOrderValue: 12800", "3: 'averageOrderValue' must be a mapping")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    bands: { points: 1 }", "5: 'bands' must be a list of mappings")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - { points: 1, when: [x] }", "6: 'when' must be a text")]
    [InlineData("id: m\naxes:\n  - id: a\n    max: 3\n    add:\n      - { points: 1, per: totalAmount }", "6: 'totalAmount' cannot be counted; write advocacyCount, behaviourScore, relationshipScore or orderCount")]
    [InlineData("id: m\ndemotion: never", "2: 'demotion' must be at-once, month-end or { graceDays: N }, not 'never'")]
    public void Value_OfTheWrongKind_IsRefused(string lines, string fault) => AssertFault(lines, fault);

    [Theory]
    [InlineData("royal", "2: each entry of 'ranks' must be a mapping such as { id: … }")]
    [InlineData("{ id: top }", "2: 'ranks' must be a list of mappings")]
    [InlineData("\n  - royal\n  - { id: rest }", "3: each entry of 'ranks' must be a mapping such as { id: … }")]
    [InlineData("\n  - { id: top, when: { orderCount: 2 } }\n  - { id: rest }", "3: 'when' must be a list of texts")]
    [InlineData("\n  - id: top\n    when:\n      - orderCount: 2\n  - { id: rest }", "5: each entry of 'when' must be a text")]
    [InlineData("\n  - id: top\n    when:\n  - { id: rest }", "4: 'when' must be a list of texts")]
    [InlineData("\n  - id: top\n    when: orderCount >= 1\n    lapsedAfterDays: soon\n  - { id: rest }", "5: 'lapsedAfterDays' must be a whole number from 1 to 36500, not 'soon'")]
    public void Ranks_OfTheWrongKind_AreRefused(string ranks, string fault) =>
        Assert.Equal([fault], ModelFile.Faults($"id: m\nranks: {ranks}\n"));

    [Theory]
    [InlineData("{ basis: fixed }", "basis: fixed needs a value, for example { basis: fixed, value: 12800 }")]
    [InlineData("{ basis: live, value: 12800 }", "basis: live is computed from the orders; remove the value or write basis: fixed")]
    [InlineData("{ basis: daily }", "'basis' must be live or fixed, not 'daily'")]
    [InlineData("{ basis: [live] }", "'basis' must be a text")]
    public void ShopFigure_WithBasisAndValueThatDisagree_IsRefused(string entry, string message) =>
        AssertFault($"id: m\nshopFigures:\n  averageOrderValue: {entry}", $"3: {message}");

    private static void AssertFault(string lines, string fault) => Assert.Equal([fault], ModelFile.Faults($"{lines}\n{ModelFile.Ranks}"));
}
