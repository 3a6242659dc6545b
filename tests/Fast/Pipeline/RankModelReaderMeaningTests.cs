using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Files of the right form whose model could not place everybody, or not as its author thinks.</summary>
public sealed class RankModelReaderMeaningTests
{
    private const string Facts =
        "activeSpanDays, advocacyCount, averageOrderValue, behaviourScore, consented, daysSinceFirst, daysSinceLast, discountShare, firstOrderDate, "
        + "lapsed, lastOrderDate, lineFriend, marginShare, orderCount, relationshipScore, totalAmount, tag.NAME, attribute.NAME";

    [Theory]
    [InlineData("id: m", "1: a model needs at least one rank")]
    [InlineData("# a comment\nid: m\nranks: []", "2: a model needs at least one rank")]
    [InlineData("id: M\nranks: [{ id: all }]", "1: model id 'M' must be lower-case letters, digits and hyphens, at most 40 characters, beginning with a letter")]
    [InlineData("id: m\nranks:\n  - { id: 1st }", "3: rank id '1st' must be lower-case letters, digits and hyphens, at most 40 characters, beginning with a letter")]
    [InlineData("id: m\nranks:\n  - { id: a, when: orderCount >= 1 }\n  - id: a", "4: rank 'a' is declared twice")]
    [InlineData("id: m\nranks:\n  - { id: a, when: orderCount >= 1 }", "3: the last rank ('a') must have no conditions, or some customers have no rank")]
    [InlineData("id: m\nranks:\n  - id: a\n  - id: b", "3: rank 'a' has no conditions, so nobody reaches the ranks below it; give it conditions or move it to the end")]
    [InlineData("id: m\nranks:\n  - { id: a, when: orderCount >= 2 }\n  - { id: b, when: [] }\n  - id: c", "4: rank 'b' has no conditions, so nobody reaches the ranks below it; give it conditions or move it to the end")]
    public void Ranks_ThatCannotPlaceEverybody_AreRefused(string text, string fault) => Assert.Equal([fault], ModelFile.Faults(text));

    [Theory]
    [InlineData("orders >= 2", "'orders' in 'orders >= 2' is neither a fact nor a declared axis; the facts are " + Facts)]
    [InlineData("ordercount >= 2", "'ordercount' in 'ordercount >= 2' is neither a fact nor a declared axis; the facts are " + Facts)]
    [InlineData("amount + behavior >= 2", "'behavior' in 'amount + behavior >= 2' is neither a fact nor a declared axis; the facts are " + Facts)]
    [InlineData("amount >= behavior", "'behavior' in 'amount >= behavior' is neither a fact nor a declared axis; the facts are " + Facts)]
    [InlineData("orderCount >= true", "'orderCount >= true' compares things of different kinds: orderCount needs a number")]
    [InlineData("orderCount >= 2 * shop.averageOrderValue", "'orderCount >= 2 * shop.averageOrderValue' compares things of different kinds: orderCount needs a number")]
    [InlineData("daysSinceLast < 2026-01-01", "'daysSinceLast < 2026-01-01' compares things of different kinds: daysSinceLast needs a number")]
    [InlineData("discountShare <= \"30%\"", "'discountShare <= \"30%\"' compares things of different kinds: discountShare needs a number")]
    [InlineData("totalAmount >= amount", "'totalAmount >= amount' compares things of different kinds: totalAmount needs an amount, or a factor such as 7 * shop.averageOrderValue")]
    [InlineData("firstOrderDate >= 90", "'firstOrderDate >= 90' compares things of different kinds: firstOrderDate needs a date such as 2026-01-31")]
    [InlineData("behaviourScore >= 2 * shop.averageOrderValue", "'behaviourScore >= 2 * shop.averageOrderValue' compares things of different kinds: behaviourScore needs a number or a sum of axes")]
    [InlineData("amount >= \"3\"", "'amount >= \"3\"' compares things of different kinds: amount needs a number or a sum of axes")]
    [InlineData("tag.VIP = \"yes\"", "'tag.VIP = \"yes\"' compares things of different kinds: tag.VIP needs true or false")]
    [InlineData("attribute.地域 = 13", "'attribute.地域 = 13' compares things of different kinds: attribute.地域 needs \"text\" in double quotes")]
    [InlineData("attribute.地域 >= \"東京\"", "'attribute.地域 >= \"東京\"': attribute.地域 can only be compared with = or !=")]
    [InlineData("consented > false", "'consented > false': consented can only be compared with = or !=")]
    public void Condition_ThatMeansNothing_IsRefusedOnItsOwnLine(string condition, string fault) => Assert.Equal(
        [$"7: {fault}"],
        ModelFile.Faults($"id: m\naxes: [{{ id: amount, max: 3 }}]\nranks:\n  - id: top\n    when:\n      - orderCount >= 1\n      - '{condition}'\n  - {{ id: rest }}\n"));

    [Fact]
    public void ConditionOfAnAxis_ThatMeansNothing_IsRefusedOnItsOwnLine() => Assert.Equal(
        ["6: 'a >= 1' on axis 'a': an axis is made of facts other than 'lapsed', not of other axes"],
        ModelFile.Faults($"id: m\naxes:\n  - id: a\n    max: 3\n    bands:\n      - {{ points: 1, when: a >= 1 }}\n{ModelFile.Ranks}"));

    [Theory]
    [InlineData("orderCount", "'orderCount' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"")]
    [InlineData("", "'' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"")]
    [InlineData("購入回数 >= 2", "'購入回数' is no fact and no sum of axes; the facts are " + Facts)]
    [InlineData("totalAmount >= 12,800", "'12,800' cannot be compared with; write a number, a factor such as 7 * shop.averageOrderValue, a date (2026-01-31), true, false, \"text\" or a sum of axes")]
    public void Condition_Unreadable_IsRefusedOnItsOwnLine(string condition, string fault) => Assert.Equal(
        [$"6: {fault}"],
        ModelFile.Faults($"id: m\nranks:\n  - id: top\n    when:\n      - orderCount >= 1\n      - '{condition}'\n  - {{ id: rest }}\n"));

    [Theory]
    [InlineData("bands: [{ points: 1, when: many }]")]
    [InlineData("add: [{ points: 1, when: many }]")]
    public void Condition_UnreadableOnAnAxis_IsRefusedOnItsOwnLine(string line) => Assert.Equal(
        ["5: 'many' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\""],
        ModelFile.Faults($"id: m\naxes:\n  - id: a\n    max: 3\n    {line}\n{ModelFile.Ranks}"));

    [Theory]
    [InlineData("{ id: orderCount, max: 3 }", "an axis cannot be called 'orderCount': use lower-case letters, digits and hyphens, and no fact's name")]
    [InlineData("{ id: 金額, max: 3 }", "an axis cannot be called '金額': use lower-case letters, digits and hyphens, and no fact's name")]
    [InlineData("{ id: a, max: 3 }, { id: a, max: 2 }", "axis 'a' is declared twice")]
    [InlineData("{ id: a, max: 3, bands: [{ points: 1, when: a >= 1 }] }", "'a >= 1' on axis 'a': an axis is made of facts other than 'lapsed', not of other axes")]
    [InlineData("{ id: a, max: 3, add: [{ points: 1, when: lapsed = true }] }", "'lapsed = true' on axis 'a': an axis is made of facts other than 'lapsed', not of other axes")]
    [InlineData("{ id: a, max: 3, bands: [{ points: 1, when: orderCount >= true }] }", "'orderCount >= true' compares things of different kinds: orderCount needs a number")]
    public void Axis_ThatMeansNothing_IsRefused(string axes, string fault) =>
        Assert.Equal([$"1: {fault}"], ModelFile.Faults($"{{ id: m, axes: [{axes}], ranks: [{{ id: rest }}] }}"));
}
