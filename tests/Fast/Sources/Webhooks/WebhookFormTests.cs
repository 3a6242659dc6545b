using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Bodies that are no JSON, or none that can be read, of every source.</summary>
public sealed class WebhookFormTests
{
    private const int BodyBytesMax = 1024 * 1024;

    public static TheoryData<int> Each => [.. Enumerable.Range(0, SoundBodies.All.Count)];

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("<html>")]
    [InlineData("{'a':1}")]
    [InlineData("{\"id\":1,\"id\":2}")]
    [InlineData("{\"x\":{\"y\":1,\"\\u0079\":2}}")]
    public void Read_WhatIsNoJson_SaysSo(string body) => EachSource(
        Encoding.UTF8.GetBytes(body), "$: expected JSON, at most 64 levels deep and each field once, found something else");

    [Theory]
    [InlineData("null", "null")]
    [InlineData("\"a\"", "a text")]
    [InlineData("1", "a number")]
    public void Read_JsonThatIsNoObject_SaysSo(string body, string found) => EachSource(Encoding.UTF8.GetBytes(body), $"$: expected an object, found {found}");

    [Fact]
    public void Read_AListInPlaceOfAnObject_SaysSo() => EachSource("[]"u8.ToArray(), "$: expected an object, found a list");

    [Theory]
    [MemberData(nameof(Each))]
    public void Read_DeepNesting_IsRefusedBeyond64Levels(int index)
    {
        SoundBody sound = SoundBodies.All[index];
        Assert.IsType<WebhookReading.Understood>(ReadNested(sound, 64));
        Assert.Equal("$: expected JSON, at most 64 levels deep and each field once, found something else", ReadNested(sound, 65).Fault());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Read_LargestBody_IsAReading(int index)
    {
        SoundBody sound = SoundBodies.All[index];
        string filler = $"\"filler\":\"{new string('a', BodyBytesMax - Encoding.UTF8.GetByteCount(sound.Body) - 20)}\"";
        Assert.IsType<WebhookReading.Understood>(sound.Read(Encoding.UTF8.GetBytes(WithField(sound.Body, filler))));
        string longList = $"\"filler\":[{string.Join(',', Enumerable.Repeat("{}", BodyBytesMax / 4))}]";
        Assert.IsType<WebhookReading.Understood>(sound.Read(Encoding.UTF8.GetBytes(WithField(sound.Body, longList))));
    }

    [Theory]
    [InlineData("shopify-order", "orders/create", "\"\\ud800\"")]
    [InlineData("shopify-order", "orders/create", "\"a\\udc00b\"")]
    [InlineData("standard-order", null, "\"\\ud800\"")]
    public void Read_HalfASurrogatePair_IsNoText(string fixture, string? topic, string json)
    {
        string body = Fixture(fixture)
            .Replace("\"山田\"", json, StringComparison.Ordinal).Replace("\"山田 太郎\"", json, StringComparison.Ordinal);
        WebhookReading reading = topic is null ? ReadStandard(body) : ReadShopify(topic, body);
        Assert.Equal("$: expected texts of whole characters, found half a surrogate pair", reading.Fault());
    }

    [Fact]
    public void Read_HalfASurrogatePairInAFieldName_GivesAReading() =>
        Assert.NotNull(ReadStandard("""{"\ud800":1,"type":"order.paid"}"""));

    [Fact]
    public void Read_BytesThatAreNoUtf8_SaysSo() =>
        EachSource([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8], "$: expected UTF-8, found other bytes");

    /// <summary>SendGrid's body is a list of events, each read on its own.</summary>
    private static void EachSource(byte[] body, string reason) => Assert.All(
        SoundBodies.All,
        s => Assert.True(s.Kind == "sendgrid" ? s.Read(body) is not null : s.Read(body).Fault() == reason, $"{s}: {s.Read(body)}"));

    private static WebhookReading ReadNested(SoundBody sound, int levels)
    {
        int inside = sound.Body.TrimStart().StartsWith('[') ? levels - 2 : levels - 1;
        return sound.Read(Encoding.UTF8.GetBytes(WithField(sound.Body, $"\"nested\":{new string('[', inside)}{new string(']', inside)}")));
    }

    /// <summary>The first object of the body with a field more.</summary>
    private static string WithField(string body, string field)
    {
        int brace = body.IndexOf('{', StringComparison.Ordinal);
        return $"{body[..(brace + 1)]}{field},{body[(brace + 1)..]}";
    }
}
