using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Channels.Line;

/// <summary>Shows LINE who the shop is by a signature, in place of the channel's secret: a JWT of a few minutes, signed with a key whose
/// public half is registered in the LINE Developers Console.</summary>
/// <param name="kid">Which the console showed when the key was registered.</param>
/// <param name="key">RSA of 2,048 bits, with its private half.</param>
public sealed class LineAssertion(string channelId, string kid, RSA key)
{
    /// <summary>LINE's own name, whatever address it is called at.</summary>
    private const string Audience = "https://api.line.me/";

    /// <summary>LINE takes up to 30 minutes from its own clock on; ours may be ahead.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(20);

    /// <summary>Good for one request made now.</summary>
    /// <param name="tokenLife">Wished for the token; null where LINE does not let one choose.</param>
    public string Sign(DateTimeOffset now, TimeSpan? tokenLife)
    {
        string input = SigningInput(channelId, kid, (now + Life).ToUnixTimeSeconds(), tokenLife);
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What is signed.</summary>
    /// <param name="endsAt">Unix seconds.</param>
    internal static string SigningInput(string channelId, string kid, long endsAt, TimeSpan? tokenLife)
    {
        string header = Encoded(w =>
        {
            w.WriteString("alg", "RS256");
            w.WriteString("typ", "JWT");
            w.WriteString("kid", kid);
        });
        string payload = Encoded(w =>
        {
            w.WriteString("iss", channelId);
            w.WriteString("sub", channelId);
            w.WriteString("aud", Audience);
            w.WriteNumber("exp", endsAt);
            if (tokenLife is { } life)
            {
                w.WriteNumber("token_exp", (long)life.TotalSeconds);
            }
        });
        return $"{header}.{payload}";
    }

    private static string Encoded(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(stream.ToArray());
    }
}
