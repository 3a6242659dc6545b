using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Some kinds find in the body what tells messages apart. It is looked for after the proof, in whatever the shop has signed.</summary>
public sealed class BrokenKeyTests
{
    private const string Secret = "the-secret";
    private const string Address = "https://follow.shop.example/api/webhooks/a";

    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);

    private static readonly Gen<(string Kind, byte[] Body)> Broken =
        from sound in Gen.Elements<SoundBody>([.. SoundBodies.All.Where(b => b.Kind is "line" or "stripe" or "square")])
        from start in Gen.Choose(0, 400)
        from length in Gen.Choose(0, 40)
        from filler in Gen.Elements("", "null", "{}", "[1]", "1e400", "\"\\ud800\"", "\"id\":{},", "\u00ff")
        select (sound.Kind, Encoding.UTF8.GetBytes(Overwritten(sound.Body, start, length, filler)));

    [Fact]
    public void Key_OfABrokenBody_IsThereAndTheSameAgain() => Law.Holds(
        Broken, c => Check(c.Kind, c.Body) is WebhookCheck.Authentic { DedupeKey.Length: > 0 } authentic && authentic == Check(c.Kind, c.Body));

    [Theory]
    [InlineData("line")]
    [InlineData("stripe")]
    [InlineData("square")]
    public void Key_OfBytesThatAreNoText_IsTheirHash(string kind)
    {
        string first = KeyOf(kind, [0xC3, 0x28]);
        Assert.StartsWith("sha256:", first, StringComparison.Ordinal);
        Assert.NotEqual(first, KeyOf(kind, [0xC3, 0x29]));
        Assert.NotEqual(first, KeyOf(kind, []));
    }

    private static string Overwritten(string body, int start, int length, string filler) => start >= body.Length
        ? body + filler
        : body[..start] + filler + body[Math.Min(start + length, body.Length)..];

    private static string KeyOf(string kind, byte[] body) => Assert.IsType<WebhookCheck.Authentic>(Check(kind, body)).DedupeKey;

    private static WebhookCheck Check(string kind, byte[] body) =>
        SourceOf(kind).Check(Request(body, Header(kind, body)) with { Address = Address }, [Secret], ReceivedAt);

    private static (string Name, string Value) Header(string kind, byte[] body) => kind switch
    {
        "line" => ("x-line-signature", Convert.ToBase64String(Signed("", body))),
        "square" => ("x-square-hmacsha256-signature", Convert.ToBase64String(Signed(Address, body))),
        _ => ("Stripe-Signature", StripeHeader(body)),
    };

    private static byte[] Signed(string head, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        return HMACSHA256.HashData(Key, signed);
    }

    private static string StripeHeader(byte[] body)
    {
        string time = ReceivedAt.ToUnixTimeSeconds().ToString(null, null);
        return $"t={time},v1={Convert.ToHexStringLower(Signed(time + ".", body))}";
    }
}
