using System.Text.Json;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Tracking;

/// <summary>Which links of a message are replaced, and that nothing else of it is.</summary>
public sealed class LinkReplacementTests
{
    private static readonly TrackingLinks Tracking = new(new Uri("https://f.example/"), [new byte[32]]);

    [Theory]
    [InlineData("<p><a href=\"https://shop.example/a\">a</a></p>", "<p><a href=\"[0]\">a</a></p>", "https://shop.example/a")]
    [InlineData("<a style='x' href='https://shop.example/a?b=1&amp;c=2'>a</a>", "<a style='x' href='[0]'>a</a>", "https://shop.example/a?b=1&c=2")]
    [InlineData("<A HREF=\"https://shop.example\">a</A>", "<A HREF=\"[0]\">a</A>", "https://shop.example/")]
    [InlineData("<a href=\"https://shop.example/あ\">a</a>", "<a href=\"[0]\">a</a>", "https://shop.example/%E3%81%82")]
    [InlineData("<a href=\"https://a.example/\">1</a><a href=\"https://b.example/\">2</a><a href=\"https://a.example/\">3</a>",
        "<a href=\"[0]\">1</a><a href=\"[1]\">2</a><a href=\"[0]\">3</a>", "https://a.example/ https://b.example/")]
    [InlineData("<a href=\"mailto:a@b.example\">m</a><a href=\"https://f.example/u/c.s\">u</a>", "<a href=\"mailto:a@b.example\">m</a><a href=\"https://f.example/u/c.s\">u</a>", "")]
    [InlineData("<link href=\"https://shop.example/a.css\"><abbr href=\"https://x.example/\">https://x.example/</abbr>",
        "<link href=\"https://shop.example/a.css\"><abbr href=\"https://x.example/\">https://x.example/</abbr>", "")]
    [InlineData("<a data-href=\"https://x.example/\">x</a>", "<a data-href=\"https://x.example/\">x</a>", "")]
    public void Html_Links_AreReplacedWhereTheyLead(string html, string expected, string destinations)
    {
        LinkTracker tracker = NewTracker();
        string tracked = EmailTracking.Html(html, tracker);
        Assert.EndsWith(PixelOf(tracker), tracked, StringComparison.Ordinal);
        Assert.Equal(expected, Numbered(tracked[..^PixelOf(tracker).Length], tracker));
        Assert.Equal(destinations, string.Join(' ', tracker.Links.Destinations));
    }

    [Fact]
    public void Html_Pixel_IsTheLastThingOfTheBody()
    {
        LinkTracker tracker = NewTracker();
        Assert.Equal($"<body>x{PixelOf(tracker)}</body></html>", EmailTracking.Html("<body>x</body></html>", tracker));
    }

    [Theory]
    [InlineData("見る: https://a.example/\n", "見る: [0]\n")]
    [InlineData("(https://a.example/)。", "([0])。")]
    [InlineData("https://a.example/、https://a.example/.", "[0]、[0].")]
    [InlineData("https://a.example/b", "https://a.example/b")] // not a link of the document
    [InlineData("https://a.example/をどうぞ", "https://a.example/をどうぞ")] // nobody can tell where it ends
    [InlineData("http://a.example/", "http://a.example/")]
    public void Text_Addresses_AreReplacedWhereTheDocumentHasTheSame(string text, string expected)
    {
        LinkTracker tracker = NewTracker();
        EmailTracking.Html("<a href=\"https://a.example/\">a</a>", tracker);
        Assert.Equal(expected, Numbered(EmailTracking.Text(text, tracker), tracker));
    }

    [Fact]
    public void Line_ActionsAndTexts_AreReplacedAndNothingElse()
    {
        const string Messages = """
            [{"type":"text","text":"どうぞ https://a.example/x。 tel:1 https://a.example/xを"},
             {"type":"flex","altText":"https://a.example/x","contents":{"type":"bubble",
              "hero":{"type":"image","url":"https://a.example/i.jpg","action":{"type":"uri","uri":"https://b.example/"}},
              "body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"https://a.example/x"},
               {"type":"button","action":{"type":"uri","label":"🍎","uri":"tel:0750000000"}}]}},
              "quickReply":{"items":[{"type":"action","action":{"type":"uri","label":"見る","uri":"https://a.example/x"}}]}}]
            """;
        LinkTracker tracker = NewTracker();
        string tracked = LineTracking.Messages(Messages, tracker);

        Assert.Equal(["https://a.example/x", "https://b.example/"], tracker.Links.Destinations);
        string expected = Messages
            .Replace("どうぞ https://a.example/x。", "どうぞ [0]。", StringComparison.Ordinal)
            .Replace("\"uri\":\"https://b.example/\"", "\"uri\":\"[1]\"", StringComparison.Ordinal)
            .Replace("\"label\":\"見る\",\"uri\":\"https://a.example/x\"", "\"label\":\"見る\",\"uri\":\"[0]\"", StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), JsonSerializer.Deserialize<JsonElement>(Numbered(tracked, tracker))), tracked);
        Assert.Contains("どうぞ", tracked, StringComparison.Ordinal);  // not as escapes, which LINE would count
    }

    /// <summary>What is kept of a message must fit a row: the rest leads by itself.</summary>
    [Fact]
    public void Links_MoreThanFit_AreLeftAsTheyAre()
    {
        LinkTracker tracker = NewTracker();
        Assert.All(Enumerable.Range(0, 100), i => Assert.NotNull(tracker.Track($"https://a.example/{i}")));
        Assert.Null(tracker.Track("https://a.example/100"));
        Assert.NotNull(tracker.Track("https://a.example/99"));
        Assert.Null(NewTracker().Track("https://a.example/" + new string('x', 20_000)));
    }

    private static LinkTracker NewTracker() => new(Tracking, Guid.Empty, DateTimeOffset.UnixEpoch.AddYears(60));

    private static string PixelOf(LinkTracker tracker) =>
        $"<img src=\"{tracker.Pixel}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">";

    /// <summary>With the number of the link in place of its token.</summary>
    private static string Numbered(string text, LinkTracker tracker)
    {
        foreach ((int index, string destination) in tracker.Links.Destinations.Index())
        {
            text = text.Replace(Tracking.Click(Guid.Empty, index, destination, tracker.Links.Until).AbsoluteUri, $"[{index}]", StringComparison.Ordinal);
        }

        return text;
    }
}
