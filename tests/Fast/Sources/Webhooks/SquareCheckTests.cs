using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Square signs the address that it was given together with the body.</summary>
public sealed class SquareCheckTests
{
    private const string Secret = "sq-key";
    private const string Address = "https://hooks.example.com/square";
    private const string Body = """{"event_id":"e1","type":"payment.updated"}""";

    [Fact]
    public void Check_AddressOfTheSettings_GivesTheIdOfTheEvent() => Assert.Equal(new WebhookCheck.Authentic("e1"), Check(Address, Body));

    [Theory]
    [InlineData("https://hooks.example.com/square/")]
    [InlineData("http://hooks.example.com/square")]
    [InlineData("https://HOOKS.example.com/square")]
    [InlineData("https://hooks.example.com/square?a=1")]
    public void Check_AnotherAddress_IsRefused(string address) => Assert.Equal(
        new WebhookCheck.Refused("x-square-hmacsha256-signature does not fit the address of the settings, the body and a secret of this source"),
        Check(address, Body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Check_WithoutAnAddress_IsRefused(string? address) =>
        Assert.Equal(new WebhookCheck.Refused("the settings lack the address that Square was given, and it is signed, too"), Check(address, Body));

    /// <summary>Where the address ends and the body begins is not signed: only the whole is.</summary>
    [Fact]
    public void Check_BodyWithoutAnId_IsToldApartByItsBytes()
    {
        string first = Assert.IsType<WebhookCheck.Authentic>(Check(Address, "{}")).DedupeKey;
        string second = Assert.IsType<WebhookCheck.Authentic>(Check(Address, "not JSON")).DedupeKey;
        Assert.StartsWith("sha256:", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("key ", false)]
    [InlineData("key", true)]
    public void FaultOfSecret_EmptyOrWithSpaces_IsNamed(string secret, bool isUsable) => Assert.Equal(isUsable, Square.FaultOfSecret(secret) is null);

    /// <param name="address">Of the settings; the message is always signed with the registered one.</param>
    private static WebhookCheck Check(string? address, string body)
    {
        string signature = Signature(Encoding.UTF8.GetBytes(Secret), Address + body);
        return Square.Check(Request(body, ("X-Square-HmacSha256-Signature", signature)) with { Address = address }, [Secret], ReceivedAt);
    }
}
