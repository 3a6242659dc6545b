using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.SignedMessages;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Messages whose signatures others have computed.</summary>
public sealed class SignatureVectorTests
{
    public static TheoryData<string> Ids => [.. Vectors().Select(v => (string)v["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_SignedMessage_IsAuthentic(string id) =>
        Assert.IsType<WebhookCheck.Authentic>(Check(Vector(id), v => v));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_WithTheNewAndTheOldSecret_IsAuthenticUnderEither(string id)
    {
        string secret = (string)Vector(id)["secret"]!;
        Assert.IsType<WebhookCheck.Authentic>(Check(Vector(id), v => v, Other(secret), secret));
        Assert.IsType<WebhookCheck.Authentic>(Check(Vector(id), v => v, secret, Other(secret)));
        Assert.IsType<WebhookCheck.Authentic>(Check(Vector(id), v => v, "", "whsec_", "whsec_%%%%", secret));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_WithAnotherSecretOrNone_IsRefused(string id)
    {
        Assert.IsType<WebhookCheck.Refused>(Check(Vector(id), v => v, Other((string)Vector(id)["secret"]!)));
        Assert.IsType<WebhookCheck.Refused>(
            SourceOf(Vector(id)).Check(RequestOf(Vector(id)), [], At(Vector(id))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_AnyBitOfTheBodyChanged_IsRefused(string id)
    {
        JsonNode vector = Vector(id);
        WebhookRequest request = RequestOf(vector);
        byte[] body = request.Body.ToArray();
        for (int position = 0; position < body.Length * 8; position++)
        {
            byte[] changed = [.. body];
            changed[position / 8] ^= (byte)(1 << (position % 8));
            Assert.IsType<WebhookCheck.Refused>(
                SourceOf(vector).Check(request with { Body = changed }, [(string)vector["secret"]!], At(vector)));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_AnyBitOfTheSignatureChanged_IsRefused(string id)
    {
        (string header, JsonNode? value) = Vector(id)["headers"]!.AsObject().Last();
        (string prefix, byte[] signature, Func<byte[], string> write) = SignatureOf((string)value!);
        for (int position = 0; position < signature.Length * 8; position++)
        {
            byte[] changed = [.. signature];
            changed[position / 8] ^= (byte)(1 << (position % 8));
            Assert.IsType<WebhookCheck.Refused>(Check(Vector(id), v => Replaced(v, header, prefix + write(changed))));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_BodyCutOrLengthened_IsRefused(string id)
    {
        JsonNode vector = Vector(id);
        WebhookRequest request = RequestOf(vector);
        foreach (byte[] body in new byte[][] { [], [.. request.Body.ToArray().SkipLast(1)], [.. request.Body.ToArray(), (byte)' '] })
        {
            Assert.IsType<WebhookCheck.Refused>(
                SourceOf(vector).Check(request with { Body = body }, [(string)vector["secret"]!], At(vector)));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_AnyHeaderMissingEmptyTwiceOrNoBase64_IsRefused(string id)
    {
        foreach (string header in Vector(id)["headers"]!.AsObject().Select(h => h.Key))
        {
            string value = (string)Vector(id)["headers"]![header]!;
            string twice = value.StartsWith("t=", StringComparison.Ordinal) ? "," : $"{value},{value}"; // Stripe's may hold several
            foreach (string? wrong in new[] { null, "", " ", "%%%", twice, value + "A", value[..^1], value + "é" })
            {
                WebhookCheck check = Check(Vector(id), v => Replaced(v, header, wrong));
                string reason = Assert.IsType<WebhookCheck.Refused>(check).Reason;
                Assert.DoesNotContain(value, reason, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FaultOfSecret_OfAVector_IsNone(string id) =>
        Assert.Null(SourceOf(Vector(id)).FaultOfSecret((string)Vector(id)["secret"]!));

    private static WebhookCheck Check(JsonNode vector, Func<JsonNode, JsonNode> change, params string[] secrets) =>
        SourceOf(vector).Check(RequestOf(change(vector)), secrets.Length > 0 ? secrets : [(string)vector["secret"]!], At(vector));

    private static JsonNode Replaced(JsonNode vector, string header, string? value)
    {
        vector["headers"]!.AsObject().Remove(header);
        if (value is not null)
        {
            vector["headers"]![header] = value;
        }

        return vector;
    }

    /// <summary>What stands before the signature, its bytes, and how others are written in its place.</summary>
    private static (string Prefix, byte[] Signature, Func<byte[], string> Write) SignatureOf(string value)
    {
        string prefix = value.StartsWith("t=", StringComparison.Ordinal) ? value[..(value.LastIndexOf('=') + 1)]
            : value.StartsWith("v1,", StringComparison.Ordinal) ? "v1," : "";
        string signature = value[prefix.Length..];
        return signature.Length == 64 && signature.All(char.IsAsciiHexDigitLower)
            ? (prefix, Convert.FromHexString(signature), Convert.ToHexStringLower)
            : (prefix, Convert.FromBase64String(signature), Convert.ToBase64String);
    }

    /// <summary>The same secret with one character changed.</summary>
    private static string Other(string secret)
    {
        int position = secret.Length / 2;
        return string.Concat(secret.AsSpan(0, position), secret[position] == 'x' ? "y" : "x", secret.AsSpan(position + 1));
    }

}
