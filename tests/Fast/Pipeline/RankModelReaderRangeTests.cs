using System.Globalization;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Both sides of every limit of a number in a rank model, and several faults in one file.</summary>
public sealed class RankModelReaderRangeTests
{
    [Theory]
    [InlineData("lapsedAfterDays: {0}", "lapsedAfterDays", 1, 36_500)]
    [InlineData("demotion: {{ graceDays: {0} }}", "graceDays", 1, 36_500)]
    [InlineData("scores: {{ behaviour: {{ withinDays: {0} }} }}", "withinDays", 0, 36_500)]
    [InlineData("scores: {{ relationship: {{ withinDays: {0} }} }}", "withinDays", 0, 36_500)]
    [InlineData("axes: [{{ id: a, max: {0} }}]", "max", 1, 1_000)]
    [InlineData("axes: [{{ id: a, max: 3, bands: [{{ points: {0}, when: orderCount >= 1 }}] }}]", "points", 0, 1_000)]
    [InlineData("axes: [{{ id: a, max: 3, add: [{{ points: {0}, when: orderCount >= 1 }}] }}]", "points", -1_000, 1_000)]
    [InlineData("axes: [{{ id: a, max: 3, add: [{{ points: {0}, per: orderCount }}] }}]", "points", -1_000, 1_000)]
    public void Number_OnEitherSideOfALimit_IsTakenOrRefused(string line, string key, int min, int max)
    {
        foreach (string taken in (string[])[$"{min}", $"{max}", $"'{min}'", $"+{max}"])
        {
            Assert.NotNull(ModelFile.Load(Text(line, taken)));
        }

        foreach (string refused in (string[])[$"{min - 1}", $"{max + 1}", $"{int.MinValue}", $"{int.MaxValue}", "2147483648", "1.5", "1e2", "3日", "１"])
        {
            Assert.Equal([$"2: '{key}' must be a whole number from {min} to {max}, not '{refused}'"], ModelFile.Faults(Text(line, refused)));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-12800")]
    [InlineData("1000000000000.01")]
    [InlineData("0.00001")]
    [InlineData("12,800")]
    [InlineData("1e4")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.0000000000000000000000000001")]
    public void ShopFigure_FixedBeyondItsLimits_IsRefused(string value) => Assert.Equal(
        [$"2: 'value' must be a number above 0 and up to 1000000000000, with at most 4 decimals, not '{value}'"],
        ModelFile.Faults(Text("shopFigures: {{ averageOrderValue: {{ basis: fixed, value: '{0}' }} }}", value)));

    [Fact]
    public void File_WithSeveralFaultsOfForm_ReportsAllFromTheTop() => Assert.Equal(
        [
            "2: 'lapsedAfterDays' must be a whole number from 1 to 36500, not '0'",
            "3: 'demotion' must be at-once, month-end or { graceDays: N }, not 'later'",
            "5: 'behavior' is not known here; expected behaviour, relationship",
            "7: basis: fixed needs a value, for example { basis: fixed, value: 12800 }",
            "10: 'max' must be a whole number from 1 to 1000, not '0'",
            "12: 'points' must be a whole number from 0 to 1000, not '-1'",
            "14: 'color' is not known here; expected axes, demotion, id, lapsedAfterDays, name, ranks, scores, shopFigures",
            "16: 'id' is missing",
            "19: 'many' is not a condition; write FACT >= VALUE, for example \"orderCount >= 2\" or \"totalAmount >= 7 * shop.averageOrderValue\"",
        ],
        ModelFile.Faults("""
            id: m
            lapsedAfterDays: 0
            demotion: later
            scores:
              behavior: {}
            shopFigures:
              averageOrderValue: { basis: fixed }
            axes:
              - id: a
                max: 0
                bands:
                  - { points: -1, when: orderCount >= 1 }
            # a comment counts as a line
            color: red
            ranks:
              - when: orderCount >= 1
              - id: middle
                when:
                  - many
              - id: rest
            """));

    [Fact]
    public void File_WithSeveralFaultsOfMeaning_ReportsAllFromTheTop() => Assert.Equal(
        [
            "3: rank id 'Top' must be lower-case letters, digits and hyphens, at most 40 characters, beginning with a letter",
            "4: 'consented = 1' compares things of different kinds: consented needs true or false",
            "5: rank 'middle' is declared twice",
            "6: the last rank ('rest') must have no conditions, or some customers have no rank",
        ],
        ModelFile.Faults("""
            id: m
            ranks:
              - { id: Top, when: orderCount >= 3 }
              - { id: middle, when: consented = 1 }
              - { id: middle, when: orderCount >= 2 }
              - { id: rest, when: orderCount >= 1 }
            """));

    private static string Text(string line, string value) =>
        $"id: m\n{string.Format(CultureInfo.InvariantCulture, line, value)}\n{ModelFile.Ranks}";
}
