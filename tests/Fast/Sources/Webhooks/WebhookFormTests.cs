using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Bodies that are no JSON, or none that can be read.</summary>
public sealed class WebhookFormTests
{
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
    [InlineData("[]", "a list")]
    [InlineData("\"a\"", "a text")]
    [InlineData("1", "a number")]
    public void Read_JsonThatIsNoObject_SaysSo(string body, string found) =>
        EachSource(Encoding.UTF8.GetBytes(body), $"$: expected an object, found {found}");

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Read_DeepNesting_IsRefusedBeyond64Levels(int levels, bool isTaken)
    {
        string nested = new string('[', levels - 1) + new string(']', levels - 1);
        string body = Fixture("shopify-order")
            .Replace("\"note_attributes\": []", $"\"note_attributes\": {nested}", StringComparison.Ordinal);
        Assert.Equal(isTaken, ReadShopify("orders/create", body) is WebhookReading.Understood);
    }

    [Theory]
    [InlineData("shopify-order", "orders/create", "\"\\ud800\"")]
    [InlineData("shopify-order", "orders/create", "\"a\\udc00b\"")]
    [InlineData("standard-order", null, "\"\\ud800\"")]
    public void Read_HalfASurrogatePair_IsNoText(string fixture, string? topic, string json)
    {
        string body = Fixture(fixture)
            .Replace("\"山田\"", json, StringComparison.Ordinal).Replace("\"山田 太郎\"", json, StringComparison.Ordinal);
        Assert.Equal(
            "$: expected texts of whole characters, found half a surrogate pair", Read(topic, Encoding.UTF8.GetBytes(body)).Fault());
    }

    [Fact]
    public void Read_HalfASurrogatePairInAFieldName_GivesAReading() =>
        Assert.NotNull(ReadStandard("""{"\ud800":1,"type":"order.paid"}"""));

    [Fact]
    public void Read_BytesThatAreNoUtf8_SaysSo() =>
        EachSource([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8], "$: expected UTF-8, found other bytes");

    private static void EachSource(byte[] body, string reason)
    {
        Assert.Equal(reason, Read(null, body).Fault());
        Assert.Equal(reason, Read("orders/create", body).Fault());
        Assert.Equal(reason, Read("shop/redact", body).Fault());
    }

    private static WebhookReading Read(string? topic, byte[] body) => topic is null
        ? Standard.Read(Request(body), ReceivedAt)
        : Shopify.Read(Request(body, ("X-Shopify-Topic", topic)), ReceivedAt);
}
