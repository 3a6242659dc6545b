using System.Globalization;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Standard Webhooks: age, several signatures, secrets.</summary>
public sealed class StandardCheckTests
{
    private const string Id = "msg_1";
    private const string Body = """{"type":"order.created"}""";
    private const long SignedAt = 1_793_491_200;

    private static readonly byte[] Key = Convert.FromBase64String(StandardSecret["whsec_".Length..]);
    private static readonly string Valid = $"v1,{Signature(Key, $"{Id}.{SignedAt}.{Body}")}";
    private static readonly string Wrong = $"v1,{Signature(Key, "something else")}";

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    [InlineData(-300_000)]
    public void Check_UpToFiveMinutesEitherWay_IsAuthentic(int millisecondsLater) =>
        Assert.Equal(new WebhookCheck.Authentic(Id), Check(Valid, millisecondsLater));

    [Theory]
    [InlineData(300_001)]
    [InlineData(-300_001)]
    [InlineData(86_400_000)]
    public void Check_MoreThanFiveMinutesEitherWay_IsRefused(int millisecondsLater) =>
        Assert.Equal(
            "webhook-timestamp is more than five minutes away from now; is the sender's clock right?",
            Assert.IsType<WebhookCheck.Refused>(Check(Valid, millisecondsLater)).Reason);

    [Theory]
    [InlineData("{0} {1}")]
    [InlineData("{1} {0}")]
    [InlineData("v1a,abcd {0}")]
    [InlineData("v1, {0}")]
    [InlineData("  {0}  ")]
    [InlineData("v1,not-base64 {0}")]
    public void Check_OneOfSeveralSignaturesFits_IsAuthentic(string signatures) =>
        Assert.IsType<WebhookCheck.Authentic>(Check(string.Format(CultureInfo.InvariantCulture, signatures, Valid, Wrong)));

    [Fact]
    public void Check_NoSignatureFits_IsRefused()
    {
        string value = Valid["v1,".Length..];
        string[] unfit =
        [
            Wrong, $"{Wrong} {Wrong}", $"v1a,{value}", $"v2,{value}", value, $"V1,{value}", "v1,", $"v1{value}", $"{Valid},{Valid}",
        ];
        foreach (string signatures in unfit)
        {
            Assert.IsType<WebhookCheck.Refused>(Check(signatures));
        }
    }

    [Fact]
    public void Check_SignatureOfAnotherIdOrTime_IsRefused()
    {
        Assert.IsType<WebhookCheck.Refused>(Check(Valid, id: "msg_2"));
        Assert.IsType<WebhookCheck.Refused>(Check(Valid, timestamp: "1793491201"));
    }

    [Theory]
    [InlineData("-1793491200")]
    [InlineData("+1793491200")]
    [InlineData("1793491200.0")]
    [InlineData(" 1793491200")]
    [InlineData("99999999999999999999")]
    [InlineData("2026-11-01T00:00:00Z")]
    public void Check_TimestampThatIsNoSeconds_IsRefusedEvenWhenSigned(string timestamp)
    {
        string signature = $"v1,{Signature(Key, $"{Id}.{timestamp}.{Body}")}";
        Assert.Equal(
            "webhook-timestamp is not a number of seconds since 1970",
            Assert.IsType<WebhookCheck.Refused>(Check(signature, timestamp: timestamp)).Reason);
    }

    [Fact]
    public void Check_Retry_GivesTheSameKeyAtAnotherTime()
    {
        string later = $"v1,{Signature(Key, $"{Id}.{SignedAt + 3600}.{Body}")}";
        Assert.Equal(new WebhookCheck.Authentic(Id), Check(later, 3_600_000, timestamp: $"{SignedAt + 3600}"));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(64)]
    public void FaultOfSecret_KeyOf24To64Bytes_IsNone(int bytes) => Assert.Null(Standard.FaultOfSecret(SecretOf(bytes)));

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(65)]
    public void FaultOfSecret_ShorterOrLongerKey_IsNamedAndProvesNothing(int bytes)
    {
        string secret = SecretOf(bytes);
        Assert.Equal("it must be 'whsec_' followed by the base64 text of 24 to 64 bytes", Standard.FaultOfSecret(secret));
        string signature = $"v1,{Signature(new byte[bytes], $"{Id}.{SignedAt}.{Body}")}";
        Assert.IsType<WebhookCheck.Refused>(Check(signature, secret: secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    [InlineData("WHSEC_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    [InlineData("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY")]
    [InlineData("whsec_秘密の鍵")]
    public void FaultOfSecret_AnotherForm_IsNamed(string secret) => Assert.NotNull(Standard.FaultOfSecret(secret));

    private static string SecretOf(int bytes) => $"whsec_{Convert.ToBase64String(new byte[bytes])}";

    private static WebhookCheck Check(
        string signatures, int millisecondsLater = 0, string id = Id, string? timestamp = null, string secret = StandardSecret)
    {
        WebhookRequest request = Request(
            Encoding.UTF8.GetBytes(Body),
            ("Webhook-Id", id),
            ("Webhook-Timestamp", timestamp ?? SignedAt.ToString(CultureInfo.InvariantCulture)),
            ("Webhook-Signature", signatures));
        return Standard.Check(request, [secret], DateTimeOffset.FromUnixTimeSeconds(SignedAt).AddMilliseconds(millisecondsLater));
    }
}
