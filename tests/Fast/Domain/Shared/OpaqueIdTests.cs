using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

public sealed class OpaqueIdTests
{
    /// <summary>Expected values: Python's <c>base64.b32encode(hashlib.sha256(…).digest())</c>, lower case.</summary>
    [Theory]
    [InlineData(51, "", "4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csxbk")]
    [InlineData(51, "a|b", "b2vyucrtqcv7jr6r7mfuhntkv65wjjfzkpsowlomzjlziymrfug")]
    [InlineData(26, "shopify|山田", "ynrijd6s4edd5ipqqznjxluakn")] // UTF-8
    [InlineData(1, "a|b", "b")]
    public void Of_Parts_AreTheBase32OfTheirHash(int length, string joined, string expected) =>
        Assert.Equal(expected, OpaqueId.Of(length, joined.Split('|')));

    [Fact]
    public void Of_LastPartWithASeparator_IsTheSameText() => Assert.Equal(OpaqueId.Of(26, "a", "b|c"), OpaqueId.Of(26, "a", "b", "c"));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(52)] // 256 bits are 51 whole characters
    public void Of_LengthThatTheHashDoesNotFill_Throws(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OpaqueId.Of(length, "a"));

    [Fact]
    public void Of_ShorterLength_IsTheBeginningOfTheLonger() => Law.Holds(
        from length in Gen.Choose(1, 51)
        from number in Gen.Choose(0, int.MaxValue)
        select (length, text: $"{number}"),
        x => OpaqueId.Of(51, x.text).StartsWith(OpaqueId.Of(x.length, x.text), StringComparison.Ordinal)
            && OpaqueId.Of(x.length, x.text).Length == x.length);

    [Fact]
    public void Of_AnyText_FitsKeysAndRoutes() => Law.Holds(
        Gen.Choose(0, int.MaxValue),
        number => OpaqueId.Of(51, $"{number}").All(c => char.IsAsciiLetterLower(c) || c is >= '2' and <= '7'));
}
