using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Signatures in place of the channel's secret.</summary>
public sealed class LineAssertionTests
{
    private const string Kid = "536e453c-aa93-4449-8e90-add2608783c6";

    public static RSA Key { get; } = RSA.Create(2048);

    /// <summary>The vector of LINE's guide.</summary>
    [Fact]
    public void SigningInput_IsAsDocumented() => Assert.Equal(
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjUzNmU0NTNjLWFhOTMtNDQ0OS04ZTkwLWFkZDI2MDg3ODNjNiJ9."
        + "eyJpc3MiOiIxMjM0NTY3ODkwIiwic3ViIjoiMTIzNDU2Nzg5MCIsImF1ZCI6Imh0dHBzOi8vYXBpLmxpbmUubWUvIiwiZXhwIjoxNTU5NzAyNTIyLCJ0b2tlbl9leHAiOjg2NDAwfQ",
        LineAssertion.SigningInput("1234567890", Kid, 1_559_702_522, TimeSpan.FromSeconds(86_400)));

    [Fact]
    public void Sign_IsWhatThePublicHalfConfirms()
    {
        string[] parts = new LineAssertion("1234567890", Kid, Key).Sign(Told.Noon, null).Split('.');
        Assert.Equal(3, parts.Length);
        using RSA registered = RSA.Create(Key.ExportParameters(includePrivateParameters: false));
        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(registered.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        JsonElement claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.InRange(claims.GetProperty("exp").GetInt64() - Told.Noon.ToUnixTimeSeconds(), 1, 1_800);
        Assert.False(claims.TryGetProperty("token_exp", out _));
    }

    [Fact]
    public void Read_EveryFormOfAKey_IsTheKey()
    {
        string[] forms = [Key.ExportPkcs8PrivateKeyPem(), Key.ExportRSAPrivateKeyPem(), JwkOf(Key.ExportParameters(true)), "\n " + JwkOf(Key.ExportParameters(true))];
        Assert.All(forms, form => Assert.Equal(Key.ExportParameters(true).D, LineAssertionKey.Read(form)!.ExportParameters(true).D));
    }

    [Fact]
    public void Read_WhatSignsNothing_IsNoKey()
    {
        using RSA small = RSA.Create(1024);
        using ECDsa other = ECDsa.Create();
        string jwk = JwkOf(Key.ExportParameters(true));
        string[] forms =
        [
            "", "x", "{", "{}", "[]", Key.ExportSubjectPublicKeyInfoPem(), small.ExportPkcs8PrivateKeyPem(), JwkOf(small.ExportParameters(true)),
            other.ExportPkcs8PrivateKeyPem(), jwk.Replace("\"d\":", "\"x\":", StringComparison.Ordinal), jwk.Replace("\"n\":\"", "\"n\":\"***", StringComparison.Ordinal),
        ];
        Assert.All(forms, form => Assert.Null(LineAssertionKey.Read(form)));
    }

    private static string JwkOf(RSAParameters key)
    {
        (string Name, byte[]? Value)[] parts =
            [("n", key.Modulus), ("e", key.Exponent), ("d", key.D), ("p", key.P), ("q", key.Q), ("dp", key.DP), ("dq", key.DQ), ("qi", key.InverseQ)];
        IEnumerable<string> members = parts.Select(p => $"\"{p.Name}\":\"{Base64Url.EncodeToString(p.Value)}\"");
        return $$"""{"kty":"RSA","alg":"RS256",{{string.Join(',', members)}}}""";
    }
}
