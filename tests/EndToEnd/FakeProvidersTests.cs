using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary><c>followup up --fake-providers</c> with the shipped messages: out through both providers, and back.</summary>
public sealed partial class FakeProvidersTests : IAsyncLifetime
{
    private const string News = """
        id: news
        name: お知らせ
        purpose: marketing
        trigger: { type: order, nth: every }
        steps:
          - id: mail
            send: { channel: [email], message: new-how-to-use }
          - id: line
            send: { channel: [line], message: new-how-to-use }

        """;

    private static int people;
    private ProgramCopy program = null!;
    private FakedShop shop = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        program = await ProgramCopy.WithJourneyAsync("news", News);
        shop = await FakedShop.StartAsync(program, "--clock", "2026-11-21T12:00:00+09:00");  // no quiet hours
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await shop.DisposeAsync();
        program.Dispose();
    }

    [Fact]
    public async Task Order_OfAFriend_GoesOutAndWhatBecameOfItComesBack()
    {
        ShopOrder order = await FriendAsync("buyer");
        await shop.OrderAsync(order);

        JsonElement mail = (await shop.MailsToAsync(order.Email, 2))[1];
        Assert.Equal(["thank_you__thanks", "thank_you__thanks", "news__line"], (await shop.LinesToAsync(order.LineUserId!, 3)).Select(l => l.GetProperty("Unit").GetString()!).OrderDescending());
        await shop.TimelineAsync(order, t => t.Contains("\"delivered\"", StringComparison.OrdinalIgnoreCase));
        Uri link = Links().Matches(mail.GetProperty("html").GetString()!).Select(m => new Uri(WebUtility.HtmlDecode(m.Groups["to"].Value))).First();
        await Task.Delay(TimeSpan.FromSeconds(5));  // sooner nobody reads a mail: that click would be a scanner's

        using HttpResponseMessage followed = await shop.BrowseAsync(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, followed.StatusCode);
        Assert.Equal("https://shop.example/", followed.Headers.Location!.AbsoluteUri);
        Assert.Equal(["no-referrer"], followed.Headers.GetValues("Referrer-Policy"));
        await shop.TimelineAsync(order, t => t.Contains("\"clicked\"", StringComparison.OrdinalIgnoreCase) && t.Contains("https://shop.example/", StringComparison.Ordinal));
        await shop.TimelineAsync(order, t => t.Contains("\"click\"", StringComparison.Ordinal));  // counted, some seconds later
        Assert.DoesNotContain(link.AbsolutePath, shop.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(order.Email, shop.Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneClick_OfTheMailsOwnHeader_EndsMarketing()
    {
        ShopOrder order = await FriendAsync("leaver");
        JsonElement mail = (await shop.MailsToAsync(order.Email))[0];
        JsonElement headers = mail.GetProperty("headers");
        Assert.Equal("List-Unsubscribe=One-Click", headers.GetProperty("List-Unsubscribe-Post").GetString());
        using FormUrlEncodedContent form = new([new("List-Unsubscribe", "One-Click")]);
        Uri link = new(headers.GetProperty("List-Unsubscribe").GetString()!.Trim('<', '>'));
        using HttpResponseMessage done = await shop.Server.Http.PostAsync(link.AbsolutePath, form);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        await shop.OrderAsync(order);
        await shop.TimelineAsync(order, t => Count(t, "\"withheld\"") >= 3);  // by LINE before they were a friend, and both now
        Assert.Single(await shop.MailsToAsync(order.Email));
        Assert.All(await shop.LinesToAsync(order.LineUserId!, 2), l => Assert.Equal("thank_you__thanks", l.GetProperty("Unit").GetString()));
    }

    [Fact]
    public async Task Block_OnLine_SendsNothingMoreThere()
    {
        ShopOrder order = await FriendAsync("blocker");
        await shop.OrderAsync(order);
        Assert.Equal(3, (await shop.LinesToAsync(order.LineUserId!, 3)).Count);
        await shop.SwitchAsync(HttpMethod.Post, shop.Line, $"__fake/blocked/{order.LineUserId}");
        await shop.TimelineAsync(order, t => t.Contains("line-unfollow", StringComparison.Ordinal));

        await shop.OrderAsync(order with { Id = order.Id + "-2" });
        await shop.TimelineAsync(order, t => t.Contains("\"suppressed\"", StringComparison.OrdinalIgnoreCase));
        await shop.MailsToAsync(order.Email, 4);  // the thank-you takes the other way
        Assert.Equal(3, (await shop.LinesToAsync(order.LineUserId!)).Count);
    }

    [Fact]
    public async Task Bounce_OfAnAddress_SendsNothingMoreThere()
    {
        ShopOrder order = await FriendAsync("bounce.x");
        await shop.TimelineAsync(order, t => t.Contains("\"bounced\"", StringComparison.OrdinalIgnoreCase));
        await shop.OrderAsync(order);
        await shop.TimelineAsync(order, t => t.Contains("\"suppressed\"", StringComparison.OrdinalIgnoreCase));
        Assert.Single(await shop.MailsToAsync(order.Email));
    }

    [Fact]
    public async Task Pages_OfTheFakes_ShowWhatTheyDeliveredToThisMachineAlone()
    {
        ShopOrder order = await FriendAsync("shown");
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains(order.Email, await http.GetStringAsync(shop.SendGrid), StringComparison.Ordinal);
        Assert.Contains(order.LineUserId!, await http.GetStringAsync(shop.Line), StringComparison.Ordinal);
        foreach (Uri page in new[] { shop.SendGrid, new Uri(shop.SendGrid, "__fake/mails"), shop.Line, new Uri(shop.Line, "__fake/delivered") })
        {
            using HttpRequestMessage elsewhere = new(HttpMethod.Get, page);
            elsewhere.Headers.Host = "fakes.evil.example";
            using HttpResponseMessage answer = await http.SendAsync(elsewhere);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    /// <summary>Somebody who has bought, agreed to e-mails, and added the account afterwards.</summary>
    /// <returns>Their next order, which is not told yet.</returns>
    private async Task<ShopOrder> FriendAsync(string name)
    {
        int number = Interlocked.Increment(ref people);
        ShopOrder order = new($"F-{number}-1")
        {
            Email = $"{name}.{number}@example.com",
            LineUserId = $"U{number:x32}",
            HasConsented = true,
            OrderedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(9)),
        };
        await shop.OrderAsync(order);
        await shop.MailsToAsync(order.Email);
        await shop.LinesToAsync(order.LineUserId);
        await shop.SwitchAsync(HttpMethod.Post, shop.Line, $"__fake/friends/{order.LineUserId}");
        await shop.TimelineAsync(order, t => t.Contains("line-follow", StringComparison.Ordinal));
        return order with { Id = $"F-{number}-2" };
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.OrdinalIgnoreCase).Length) / part.Length;

    [GeneratedRegex("href=\"(?<to>[^\"]+/c/[^\"]+)\"")]
    private static partial Regex Links();
}
