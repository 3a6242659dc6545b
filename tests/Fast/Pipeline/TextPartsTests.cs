using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

public sealed class TextPartsTests
{
    private const int LengthMax = 30_000; // journeys.md: payloads above it are kept in chunks

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(LengthMax, 1)]
    [InlineData(LengthMax + 1, 2)]
    [InlineData(2 * LengthMax, 2)]
    [InlineData((2 * LengthMax) + 1, 3)]
    public void Of_Length_DecidesHowManyParts(int length, int parts) => Assert.Equal(parts, TextParts.Of(new string('あ', length)).Count);

    [Fact]
    public void Of_PairAtTheCut_GoesToTheNextPart()
    {
        string text = new string('a', LengthMax - 1) + "😀b";
        Assert.Equal([LengthMax - 1, 3], TextParts.Of(text).Select(p => p.Length));
    }

    [Fact]
    public void Of_PairJustBeforeTheCut_StaysWhole()
    {
        string text = new string('a', LengthMax - 2) + "😀b";
        Assert.Equal([LengthMax, 1], TextParts.Of(text).Select(p => p.Length));
    }

    [Fact]
    public void Of_AnyText_ComesBackWholeFromStorableParts() => Law.Holds(
        from before in Gen.Choose(LengthMax - 3, LengthMax + 3)
        from pairs in Gen.Choose(0, LengthMax + 3)
        select new string('a', before) + string.Concat(Enumerable.Repeat("😀", pairs)),
        text => TextParts.Of(text) is var parts
            && string.Concat(parts) == text
            && parts.All(p => p.Length <= LengthMax && !char.IsLowSurrogate(p[0]) && !char.IsHighSurrogate(p[^1])));
}
