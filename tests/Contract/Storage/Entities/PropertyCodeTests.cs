using FollowUpFlows.Storage.Entities;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Entities;

public sealed class PropertyCodeTests
{
    private static readonly Gen<object> Values = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(n => (object)((long)n * n)),
        Gen.Choose(-200, 200).Select(n => (object)(long)n),
        Gen.Elements<object>(long.MinValue, long.MaxValue, true, false, "", "会員\0\U0001F600", DateTimeOffset.MaxValue, Array.Empty<byte>()),
        Gen.Choose(0, 300).Select(n => (object)new string('雪', n)),
        Gen.Choose(0, 300).Select(n => (object)new byte[n]),
        Gen.Choose(0, int.MaxValue).Select(n => (object)DateTimeOffset.UnixEpoch.AddTicks(n * 1_000_003L)));

    /// <summary>Written out by hand from the form: shops' files hold such bytes, so they must stay readable for ever.</summary>
    private static readonly string Stored = string.Concat(
        "01", // the form
        "0174", "01", "03", "E4BC9A", // t: a text of 3 bytes
        "016E", "02", "02", // n: 1, zigzag
        "016D", "02", "01", // m: -1
        "0166", "03", // f: false
        "0179", "04", // y: true
        "0169", "05", "0100000000000000", // i: one tick
        "0162", "06", "02", "00FF"); // b: two bytes

    [Fact]
    public void Decode_AnyProperties_GivesThemBack() => Law.Holds(Gen.ListOf(Values), values =>
    {
        Dictionary<string, object> properties = values.Index().ToDictionary(v => $"p{v.Index}", v => v.Item);
        Assert.Equal(properties, PropertyCode<SpelledNames>.Decode(PropertyCode<SpelledNames>.Encode(properties)));
        return true;
    });

    [Fact]
    public void Decode_NumberedNames_GivesThemBack() => Law.Holds(Gen.ListOf(Values), values =>
    {
        Dictionary<string, object> properties = values.Index().ToDictionary(v => $"n{v.Index}", v => v.Item);
        byte[] encoded = PropertyCode<NumberedNames>.Encode(properties);
        Assert.Equal(properties, PropertyCode<NumberedNames>.Decode(encoded));
        return true;
    });

    [Fact]
    public async Task Encode_NewNamesFromManyThreads_GivesEachANumberOfItsOwn()
    {
        using Barrier together = new(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                for (int i = 0; i < 500; i++)
                {
                    Dictionary<string, object> row = new() { [$"shared{i}"] = (long)i, [$"shared{i + 1}"] = (long)-i };
                    Assert.Equal(row, PropertyCode<NumberedNames>.Decode(PropertyCode<NumberedNames>.Encode(row)));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    [Fact]
    public void Decode_BytesThatAShopHasStored_GivesTheirProperties()
    {
        Dictionary<string, object> properties = new()
        {
            ["t"] = "会",
            ["n"] = 1L,
            ["m"] = -1L,
            ["f"] = false,
            ["y"] = true,
            ["i"] = new DateTimeOffset(1, TimeSpan.Zero),
            ["b"] = new byte[] { 0, 255 },
        };
        Assert.Equal(properties, PropertyCode<SpelledNames>.Decode(Convert.FromHexString(Stored)));
        Assert.Equal(Stored, Convert.ToHexString(PropertyCode<SpelledNames>.Encode(properties)));
    }

    [Theory]
    [InlineData("02")] // a form of the future
    [InlineData("01016E09")] // a kind of the future
    public void Decode_WhatALaterReleaseWrote_IsRefused(string stored) =>
        Assert.Throws<InvalidDataException>(() => PropertyCode<SpelledNames>.Decode(Convert.FromHexString(stored)));

    [Theory]
    [InlineData("")]
    [InlineData("01016E")]
    [InlineData("0101740105E4BC")]
    [InlineData("010162060500")]
    public void Decode_WhatIsCutShort_IsRefused(string stored) =>
        Assert.Throws<EndOfStreamException>(() => PropertyCode<SpelledNames>.Decode(Convert.FromHexString(stored)));
}
