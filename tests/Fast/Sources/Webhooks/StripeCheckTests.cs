using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>The grammar of Stripe's signature header.</summary>
public sealed class StripeCheckTests
{
    public const string Secret = "whsec_test_secret";
    private const string Body = """{"id":"evt_1"}""";

    private static readonly long Now = ReceivedAt.ToUnixTimeSeconds();
    private static readonly string Signed = HexOf(Body, ReceivedAt, Secret);

    [Theory]
    [InlineData("t={t},v1={s}")]
    [InlineData("v1={s},t={t}")]
    [InlineData("t={t}, v1={s}")]
    [InlineData("t={t},v1={other},v1={s}")]
    [InlineData("t={t},v1={s},v1={other}")]
    [InlineData("t={t},v1={s},v0={other}")]
    [InlineData("t={t},v0=a=b=c,v1={s},v2=x,novalue,=")]
    public void Check_AnyFittingV1_IsAuthentic(string header) => Assert.IsType<WebhookCheck.Authentic>(Check(header));

    [Theory]
    [InlineData("t={t}")]
    [InlineData("t={t},v1=")]
    [InlineData("t={t},v1={other}")]
    [InlineData("t={t},v0={s}")] // the scheme that proves nothing
    [InlineData("t={t},V1={s}")]
    [InlineData("t={t},v1=={s}")] // split at the first sign of equality
    [InlineData("t={t},v1={s}=")]
    [InlineData("t={t};v1={s}")]
    public void Check_NoFittingV1_IsRefused(string header) => Assert.IsType<WebhookCheck.Refused>(Check(header));

    [Theory]
    [InlineData("v1={s}")]
    [InlineData("t=,v1={s}")]
    [InlineData("t=-1,v1={s}")]
    [InlineData("t={t}.5,v1={s}")]
    [InlineData("t=99999999999,v1={s}")]
    [InlineData("T={t},v1={s}")]
    public void Check_WithoutATime_IsRefused(string header) =>
        Assert.Equal(new WebhookCheck.Refused("Stripe-Signature has no 't=' with seconds since 1970"), Check(header));

    [Fact]
    public void Check_TimeChangedAfterwards_IsRefused() =>
        Assert.IsType<WebhookCheck.Refused>(Check("t={t},v1={s}".Replace("{t}", (Now + 1).ToString(null, null), StringComparison.Ordinal)));

    /// <summary>Unlike the secrets of Standard Webhooks this one is no base64, and its prefix is part of the key.</summary>
    [Fact]
    public void Check_KeyWithoutItsPrefix_IsRefused()
    {
        WebhookRequest request = Request(Body, ("Stripe-Signature", $"t={Now},v1={HexOf(Body, ReceivedAt, Secret["whsec_".Length..])}"));
        Assert.IsType<WebhookCheck.Refused>(Stripe.Check(request, [Secret], ReceivedAt));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" whsec_x", false)]
    [InlineData("whsec_x", true)]
    public void FaultOfSecret_EmptyOrWithSpaces_IsNamed(string secret, bool isUsable) => Assert.Equal(isUsable, Stripe.FaultOfSecret(secret) is null);

    public static string Header(string body, DateTimeOffset at) => $"t={at.ToUnixTimeSeconds()},v1={HexOf(body, at, Secret)}";

    private static WebhookCheck Check(string header)
    {
        string other = Signed[0] == '0' ? "1" + Signed[1..] : "0" + Signed[1..];
        string value = header.Replace("{t}", Now.ToString(null, null), StringComparison.Ordinal)
            .Replace("{s}", Signed, StringComparison.Ordinal).Replace("{other}", other, StringComparison.Ordinal);
        return Stripe.Check(Request(Body, ("Stripe-Signature", value)), [Secret], ReceivedAt);
    }

    private static string HexOf(string body, DateTimeOffset at, string key) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{at.ToUnixTimeSeconds()}.{body}")));
}
