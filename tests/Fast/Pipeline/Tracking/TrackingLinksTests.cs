using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Tracking;

/// <summary>Links that nobody else can make.</summary>
public sealed class TrackingLinksTests
{
    private const string Destination = "https://shop.example.com/p/1?a=%E3%81%82";

    private static readonly Uri Here = new("https://follow.example/");
    private static readonly Guid Message = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset Until = DateTimeOffset.FromUnixTimeSeconds(1_793_491_200);
    private static readonly TrackedLinks Links = new(Until, [Destination, "https://shop.example.com/q"]);

    private static readonly byte[] Key = Convert.FromHexString("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    private static readonly byte[] OtherKey = [.. Key.Reverse()];

    /// <summary>The vector of the fact sheet on channels, calculated there with other tools.</summary>
    [Fact]
    public void Signature_OfTheKnownVector_IsTheKnownOne() => Assert.Equal(
        "sScVmqRnAHAJbUBk_E-QSB0r6czAiFZePI2pzNIUlUU",
        TrackingSignature.Of(Key, "click", "t1", "d_01HZX", 0, Destination, 1_793_491_200));

    [Fact]
    public void Signature_OfAnythingElse_IsAnother()
    {
        string[] signatures =
        [
            TrackingSignature.Of(Key, "click", "t1", "d", 0, Destination, 1),
            TrackingSignature.Of(OtherKey, "click", "t1", "d", 0, Destination, 1),
            TrackingSignature.Of(Key, "open", "t1", "d", 0, Destination, 1),
            TrackingSignature.Of(Key, "click", "t2", "d", 0, Destination, 1),
            TrackingSignature.Of(Key, "click", "t1", "e", 0, Destination, 1),
            TrackingSignature.Of(Key, "click", "t1", "d", 1, Destination, 1),
            TrackingSignature.Of(Key, "click", "t1", "d", 0, Destination + "2", 1),
            TrackingSignature.Of(Key, "click", "t1", "d", 0, Destination, 2),
        ];
        Assert.Equal(signatures.Length, signatures.Distinct().Count());
    }

    [Fact]
    public void Link_ThatWasMade_IsGenuineAndSaysNothingOfItsDestination()
    {
        TrackingLinks tracking = new(Here, [Key]);
        Uri link = tracking.Click(Message, 1, Links.Destinations[1], Until);
        Assert.Equal(link, tracking.Click(Message, 1, Links.Destinations[1], Until));
        Assert.StartsWith("https://follow.example/c/", link.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("shop.example", link.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(link.AbsoluteUri.Length < 110, link.AbsoluteUri);
        TrackingToken token = tracking.TokenOf(link)!;
        Assert.Equal((Message, 1, true), (token.MessageKey, token.Link, tracking.IsGenuine(token, Links)));
    }

    [Fact]
    public void Link_WithAnyCharacterAltered_IsNotGenuine()
    {
        TrackingLinks tracking = new(Here, [Key]);
        string token = tracking.Click(Message, 0, Destination, Until).AbsolutePath["/c/".Length..];
        for (int i = 0; i < token.Length - 1; i++)  // two bits of the last one stand for nothing
        {
            foreach (char other in "A9._-")
            {
                string altered = token[..i] + other + token[(i + 1)..];
                TrackingToken? parsed = altered == token ? null : TrackingToken.Parse(altered);
                bool names = parsed is not null && parsed.MessageKey == Message;  // of another message nothing is found
                Assert.False(names && tracking.IsGenuine(parsed!, Links), altered);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(999)]
    public void Link_BeyondThoseOfTheMessage_IsNotGenuine(int link)
    {
        TrackingLinks tracking = new(Here, [Key]);
        TrackingToken token = tracking.TokenOf(tracking.Click(Message, link, Destination, Until))!;
        Assert.False(tracking.IsGenuine(token, Links));
    }

    [Fact]
    public void Link_ForAnotherDestinationTimeOrPurpose_IsNotGenuine()
    {
        TrackingLinks tracking = new(Here, [Key]);
        TrackingToken click = tracking.TokenOf(tracking.Click(Message, 0, Destination, Until))!;
        Assert.False(tracking.IsGenuine(click, Links with { Destinations = ["https://evil.example/"] }));
        Assert.False(tracking.IsGenuine(click, Links with { Until = Until.AddSeconds(1) }));
        TrackingToken pixel = TrackingLinks.PixelOf(tracking.Pixel(Message, Until).AbsolutePath["/o/".Length..])!;
        Assert.True(tracking.IsGenuine(pixel, Links));
        Assert.False(tracking.IsGenuine(click with { Signature = pixel.Signature }, Links with { Destinations = [""] }));
    }

    [Fact]
    public void Link_SignedWithAnEarlierKey_IsGenuineWhileThatIsKnown()
    {
        Uri old = new TrackingLinks(Here, [OtherKey]).Click(Message, 0, Destination, Until);
        TrackingLinks renewed = new(Here, [Key, OtherKey]);
        Assert.True(renewed.IsGenuine(renewed.TokenOf(old)!, Links));
        Assert.NotEqual(old, renewed.Click(Message, 0, Destination, Until));
        TrackingLinks forgotten = new(Here, [Key]);
        Assert.False(forgotten.IsGenuine(forgotten.TokenOf(old)!, Links));
    }

    [Theory]
    [InlineData("https://shop.example/faq", true)]
    [InlineData("http://shop.example/", true)]
    [InlineData("https://follow.example/about", true)] // the shop's own page on this host
    [InlineData("https://follow.example/u/c1.abc", false)]
    [InlineData("https://FOLLOW.example/p/c1.abc", false)]
    [InlineData("https://follow.example/d/c1.1.abc", false)]
    [InlineData("https://follow.example/k/c1.1.abc", false)]
    [InlineData("https://follow.example/l/h.abc", false)]
    [InlineData("https://follow.example/c/a.b.0.d", false)]
    [InlineData("https://liff.line.me/123", false)] // LINE opens these by itself
    [InlineData("https://line.me/R/ti/p/abc", false)]
    [InlineData("tel:0750000000", false)]
    [InlineData("mailto:a@shop.example", false)]
    [InlineData("line://nv/chat", false)]
    public void Address_MayBeFollowed_UnlessItMustLeadByItself(string address, bool expected) =>
        Assert.Equal(expected, new TrackingLinks(Here, [Key]).MayFollow(new Uri(address)));

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAAA.-1.s")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAAA.1000.s")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAA.1.s")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAAA.1.s.t")]
    [InlineData("a.ああああああああああああああああああああああ.1.s")]
    public void Token_OfAnotherForm_IsNone(string token) => Assert.Null(TrackingToken.Parse(token));
}
