using System.Globalization;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

public sealed class RowKeysTests
{
    /// <summary>Parts that could be taken for each other: what escaping itself uses, nothing at all, and what is too long.</summary>
    private static readonly Gen<string> Parts =
        from pieces in Gen.Elements("a", ":", "=", "3A", "3a", "=3A", "/", "\\", "#", "?", "\t", "\u007F", "%", " ", "受注", "😀", "Z9-._@", new string('x', 99)).ListOf()
        select string.Concat(pieces.Take(4));

    private static readonly Gen<string[]> Keys = from parts in Parts.ListOf() where parts.Count > 0 select parts.Take(3).ToArray();

    [Theory]
    [InlineData("order|shopify-main|5551", "order:shopify-main:5551")]
    [InlineData("a:b|c", "a=3Ab:c")]
    [InlineData("=3A|Z9-._@", "=3D3A:Z9-._@")]
    [InlineData("/\\#?%", "=2F=5C=23=3F=25")] // refused by Azure tables, and the escape of addresses
    [InlineData("受", "=E5=8F=97")]
    public void Of_Parts_AreEscapedAndJoined(string parts, string key) => Assert.Equal(key, RowKeys.Of(parts.Split('|')));

    [Fact]
    public void Of_DifferentParts_NeverGiveTheSameKey() => Law.Holds(
        from a in Keys from b in Keys select (a, b),
        x => x.a.SequenceEqual(x.b) == (RowKeys.Of(x.a) == RowKeys.Of(x.b)));

    [Theory]
    [InlineData("|a", "a")]
    [InlineData("||", "|")]
    [InlineData("a|", "a")]
    public void Of_EmptyPart_IsStillAPart(string one, string other) => Assert.NotEqual(RowKeys.Of(one.Split('|')), RowKeys.Of(other.Split('|')));

    /// <summary>The hash of a long part may begin like an escaped character; a short part must not be able to look like it.</summary>
    [Fact]
    public void Of_PartThatLooksLikeTheHashOfALongOne_IsAnotherKey()
    {
        string key = Enumerable.Range(0, 20_000)
            .Select(i => RowKeys.Of($"{new string('x', 101)}{i}"))
            .First(k => k.TrimStart('=') is ['2', >= '2' and <= '7', ..]); // 0x22 to 0x27 are escaped
        string hash = key.TrimStart('=');
        char first = (char)int.Parse(hash[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.NotEqual(key, RowKeys.Of(first + hash[2..]));
    }

    [Fact]
    public void Of_AnyParts_FitEveryStore() => Law.Holds(
        Keys,
        parts => RowKeys.Of(parts) is var key && key.Length <= 512 && key.All(c => c is > ' ' and < '\u007F' && c is not ('/' or '\\' or '#' or '?')));

    [Fact]
    public void Of_LongPart_IsReplacedByItsHash()
    {
        Assert.Equal(new string('x', 100), RowKeys.Of(new string('x', 100)));
        string hashed = RowKeys.Of(new string('x', 101));
        Assert.StartsWith("=", hashed, StringComparison.Ordinal);
        Assert.True(hashed.Length <= 100);
        Assert.NotEqual(hashed, RowKeys.Of(new string('x', 102)));
    }

    [Fact]
    public void Under_Parts_IsWhereTheirKeysBegin() => Law.Holds(
        from under in Keys from more in Keys select (under, more),
        x => RowKeys.Of([.. x.under, .. x.more]).StartsWith(RowKeys.Under(x.under), StringComparison.Ordinal));

    [Fact]
    public void Under_Part_DoesNotReachLongerParts() =>
        Assert.False(RowKeys.Of("order-lines", "1").StartsWith(RowKeys.Under("order"), StringComparison.Ordinal));

    [Fact]
    public void Sortable_Instants_OrderLikeTime() => Law.Holds(
        from a in Instants from b in Instants select (a, b),
        x => Math.Sign(string.CompareOrdinal(RowKeys.Sortable(x.a), RowKeys.Sortable(x.b))) == x.a.CompareTo(x.b)
            && Math.Sign(string.CompareOrdinal(RowKeys.LatestFirst(x.a), RowKeys.LatestFirst(x.b))) == x.b.CompareTo(x.a)
            && RowKeys.Sortable(x.a).Length == 19
            && RowKeys.LatestFirst(x.a).Length == 19);

    [Fact]
    public void Shard_ManyKeys_AreSpreadAndStay()
    {
        string[] keys = [.. Enumerable.Range(0, 8_000).Select(i => $"customer-{i}")];
        Dictionary<string, int> counts = keys.CountBy(k => RowKeys.Shard(k, 8)).ToDictionary();
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, c => Assert.InRange(c, 800, 1_200)); // 1,000 each, 30 is one standard deviation
        Assert.All(keys.Take(100), k => Assert.Equal(RowKeys.Shard(k, 8), RowKeys.Shard(k, 8)));
    }

    private static Gen<DateTimeOffset> Instants => Gen.OneOf(
        from seconds in Gen.Choose(int.MinValue, int.MaxValue)
        from hours in Gen.Choose(-14, 14)
        select DateTimeOffset.UnixEpoch.AddSeconds(seconds).ToOffset(TimeSpan.FromHours(hours)),
        Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(1)));
}
