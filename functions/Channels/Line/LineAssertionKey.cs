using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace FollowUpFlows.Channels.Line;

/// <summary>Reads the private key of an assertion: PEM, or a JWK as LINE's guide lets one make it.</summary>
public static class LineAssertionKey
{
    /// <summary>What LINE takes.</summary>
    public const int BitsMin = 2048;

    /// <summary>Null for a text that is no such key, or one that is too short.</summary>
    public static RSA? Read(string text)
    {
        RSA key = RSA.Create();
        try
        {
            if (text.TrimStart().StartsWith('{'))
            {
                key.ImportParameters(OfJwk(text));
            }
            else
            {
                key.ImportFromPem(text);
            }

            // A public half alone can be imported, but signs nothing.
            _ = key.ExportParameters(includePrivateParameters: true);
            if (key.KeySize >= BitsMin)
            {
                return key;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException
            or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // It is no key.
        }

        key.Dispose();
        return null;
    }

    private static RSAParameters OfJwk(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement jwk = json.RootElement;
        return new RSAParameters
        {
            Modulus = Part("n"),
            Exponent = Part("e"),
            D = Part("d"),
            P = Part("p"),
            Q = Part("q"),
            DP = Part("dp"),
            DQ = Part("dq"),
            InverseQ = Part("qi"),
        };

        byte[] Part(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
    }
}
