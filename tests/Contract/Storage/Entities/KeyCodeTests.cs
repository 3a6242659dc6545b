using System.Text;
using FollowUpFlows.Storage.Entities;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public sealed class KeyCodeTests
{
    /// <summary>Around every place where the length of the code changes, and on both sides of the surrogates.</summary>
    private static readonly Gen<string> Keys = Gen.ListOf(
        Gen.Elements("a", "~", "\u0080", "\u07FF", "\u0800", "会", "\uD7FF", "\U00010000", "\U0001F600", "\U0010FFFF", "\uE000", "！", "\uFFFD"))
        .Select(string.Concat);

    [Fact]
    public void Encode_AnyTwoKeys_KeepTheirOrdinalOrder() => Law.Holds(
        from a in Keys from b in Keys select (a, b),
        x => Math.Sign(KeyCode.Encode(x.a).AsSpan().SequenceCompareTo(KeyCode.Encode(x.b))) == Math.Sign(string.CompareOrdinal(x.a, x.b)));

    [Fact]
    public void Decode_AnyKey_GivesItBack() => Law.Holds(Keys, key => KeyCode.Decode(KeyCode.Encode(key)) == key);

    [Fact]
    public void Encode_AnyKey_IsBelowTheEnd() => Law.Holds(Keys, key => KeyCode.Encode(key).AsSpan().SequenceCompareTo(KeyCode.End) < 0);

    [Fact]
    public void Encode_AKeyOfTheBasicPlane_IsItsUtf8() =>
        Assert.Equal(Encoding.UTF8.GetBytes("journey:é会！"), KeyCode.Encode("journey:é会！"));

    [Fact]
    public void Encode_AnEmoji_WritesItsSurrogatesOneByOne() =>
        Assert.Equal("EDA0BDEDB880", Convert.ToHexString(KeyCode.Encode("\U0001F600"))); // D83D, DE00
}
