using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>The signature of SendGrid's events; <see cref="SignatureVectorTests"/> has vectors of others.</summary>
public sealed class SendGridCheckTests
{
    private static readonly DateTimeOffset SignedAt = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Body = "[{\"event\":\"delivered\"},\r\n{\"event\":\"open\"}]\r\n"u8.ToArray();

    [Theory]
    [InlineData(0, true)]
    [InlineData(93_600, true)] // a repeat after 24 hours, and more
    [InlineData(93_601, false)]
    [InlineData(-600, true)]
    [InlineData(-601, false)]
    public void Check_Timestamp_MayBeAsOldAsSendGridRepeats(int secondsLater, bool isAuthentic)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WebhookCheck check = SendGrid.Check(Signed(key, Body), [PublicOf(key)], SignedAt.AddSeconds(secondsLater));
        Assert.Equal(isAuthentic, check is WebhookCheck.Authentic);
    }

    [Fact]
    public void Check_Repeat_HasTheSameKeyAndAnotherBodyAnother()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string first = KeyOf(key, Body, SignedAt);
        Assert.Equal(first, KeyOf(key, Body, SignedAt.AddHours(1)));
        Assert.NotEqual(first, KeyOf(key, "[]\r\n"u8.ToArray(), SignedAt));
    }

    [Fact]
    public void Check_LineEndsTaken_IsRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] trimmed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.IsType<WebhookCheck.Refused>(SendGrid.Check(Signed(key, Body) with { Body = trimmed }, [PublicOf(key)], SignedAt));
        Assert.IsType<WebhookCheck.Refused>(SendGrid.Check(Signed(key, Body) with { Body = Body.AsMemory(0, Body.Length - 2) }, [PublicOf(key)], SignedAt));
    }

    /// <summary>The other way of writing the two numbers of a signature down.</summary>
    [Fact]
    public void Check_SignatureThatIsNotDer_IsRefused()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.IsType<WebhookCheck.Refused>(SendGrid.Check(Signed(key, Body, format: DSASignatureFormat.IeeeP1363FixedFieldConcatenation), [PublicOf(key)], SignedAt));
    }

    [Fact]
    public void Check_Rotation_TakesEitherKey()
    {
        using ECDsa old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.All(new[] { old, next }, k => Assert.IsType<WebhookCheck.Authentic>(SendGrid.Check(Signed(k, Body), [PublicOf(next), PublicOf(old)], SignedAt)));
        Assert.IsType<WebhookCheck.Refused>(SendGrid.Check(Signed(old, Body), [PublicOf(next)], SignedAt));
    }

    [Fact]
    public void FaultOfSecret_KeyThatSendGridDoesNotUse_IsNamed()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        using ECDsa right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string privateKey = Convert.ToBase64String(right.ExportPkcs8PrivateKey());
        string longer = Convert.ToBase64String([.. right.ExportSubjectPublicKeyInfo(), 0]);
        foreach (string wrong in new[] { "", "abc", "AAAA", PublicOf(other), Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()), privateKey, longer })
        {
            string fault = Assert.IsType<string>(SendGrid.FaultOfSecret(wrong));
            Assert.True(wrong.Length == 0 || !fault.Contains(wrong, StringComparison.Ordinal));
        }

        Assert.Null(SendGrid.FaultOfSecret(PublicOf(right)));
    }

    private static string KeyOf(ECDsa key, byte[] body, DateTimeOffset at) =>
        Assert.IsType<WebhookCheck.Authentic>(SendGrid.Check(Signed(key, body, at), [PublicOf(key)], at)).DedupeKey;

    private static WebhookRequest Signed(ECDsa key, byte[] body, DateTimeOffset? at = null, DSASignatureFormat format = DSASignatureFormat.Rfc3279DerSequence)
    {
        string timestamp = (at ?? SignedAt).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signature = key.SignData([.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, format);
        return Request(
            body,
            ("X-Twilio-Email-Event-Webhook-Timestamp", timestamp),
            ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature)));
    }

    private static string PublicOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
}
