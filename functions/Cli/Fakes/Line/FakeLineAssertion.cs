using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>What LINE checks of an assertion.</summary>
internal static class FakeLineAssertion
{
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int LifeSecondsMax = 1800;
    private const int TokenSecondsMax = 2_592_000;

    /// <summary>For how many seconds a token is wished; 0 where none is; null for an assertion that is not accepted.</summary>
    public static int? LifeOf(string assertion, string? type, (string Kid, RSA Key)? registered, DateTimeOffset now, bool needsLife)
    {
        if (type != Type || registered is not { } known || assertion.Split('.') is not [var head, var body, var signature]
            || !IsSigned(known.Key, $"{head}.{body}", signature))
        {
            return null;
        }

        using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
        JsonElement claims = payload.RootElement;
        long left = claims.GetProperty("exp").GetInt64() - now.ToUnixTimeSeconds();
        int life = claims.TryGetProperty("token_exp", out JsonElement wished) ? wished.GetInt32() : 0;
        bool isRight = header.RootElement.GetProperty("alg").GetString() == "RS256"
            && header.RootElement.GetProperty("typ").GetString() == "JWT"
            && header.RootElement.GetProperty("kid").GetString() == known.Kid
            && claims.GetProperty("iss").GetString() == FakeLine.ChannelId
            && claims.GetProperty("sub").GetString() == FakeLine.ChannelId
            && claims.GetProperty("aud").GetString() == "https://api.line.me/"
            && left is > 0 and <= LifeSecondsMax
            && life <= TokenSecondsMax && (life > 0 || !needsLife);
        return isRight ? life : null;
    }

    private static bool IsSigned(RSA key, string text, string signature) => key.VerifyData(
        Encoding.ASCII.GetBytes(text), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
