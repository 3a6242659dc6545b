using System.Net;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A friend connects their LINE account by the shipped journeys, through the real process and the fakes of both providers.</summary>
public sealed class LineConnectTests : IAsyncLifetime
{
    private const string Friend = "Ucccccccccccccccccccccccccccccccc";

    private FakedShop shop = null!;

    async Task IAsyncLifetime.InitializeAsync() => shop = await FakedShop.StartAsync();

    async Task IAsyncLifetime.DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task Friend_WhoProvesTheirAddress_GetsTheShopsMessagesOnLineUntilTheyDisconnect()
    {
        ShopOrder order = new("C-1") { Email = "connects@example.com", HasConsented = true };
        await shop.OrderAsync(order);
        await shop.MailsToAsync(order.Email);
        await shop.SwitchAsync(HttpMethod.Post, shop.Line, $"__fake/friends/{Friend}");
        await shop.SwitchAsync(HttpMethod.Post, shop.Line, $"__fake/postbacks/{Friend}?data=followup%3Aconnect");
        string page = PathOf(await LineAsync("line_connect__link"), "/l/");

        using HttpResponseMessage form = await shop.BrowseAsync(page);
        Assert.Contains("type=\"email\"", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string known = await PostAsync(page, new("email", order.Email));
        Assert.Equal(known, await PostAsync(page, new("email", "nobody@example.com")));  // to the letter

        string link = PathOf(await MailAsync(order.Email, "LINEとの連携を確認してください"), "/k/");
        Assert.Equal(HttpStatusCode.OK, (await shop.BrowseAsync(link)).StatusCode);
        using HttpResponseMessage next = await shop.Server.Http.PostAsync(link, null);
        Assert.Equal(HttpStatusCode.SeeOther, next.StatusCode);
        using HttpClient browser = new(new SocketsHttpHandler { UseProxy = false });
        using HttpResponseMessage atLine = await browser.GetAsync(next.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, atLine.StatusCode);
        await shop.TimelineAsync(order, t => t.Contains("line-connected", StringComparison.Ordinal));

        using HttpResponseMessage again = await shop.Server.Http.PostAsync(link, null);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        await shop.OrderAsync(order with { Id = "C-2" });
        await LineAsync("thank_you__thanks");  // of the first order they came by e-mail

        Assert.Contains("連携を解除しました", await PostAsync(page, new("disconnect", "1")), StringComparison.Ordinal);
        await shop.TimelineAsync(order, t => t.Contains("line-disconnected", StringComparison.Ordinal));
        Assert.All(new[] { page, link, order.Email, Friend, "nonce=" }, secret => Assert.DoesNotContain(secret, shop.Server.Log, StringComparison.Ordinal));
    }

    /// <summary>The message of a journey and step that reached the friend, once it has.</summary>
    private Task<string> LineAsync(string unit) => shop.Server.UntilAsync<string>(
        unit,
        async () => (await shop.LinesToAsync(Friend, 0)).Where(l => l.GetProperty("Unit").GetString() == unit).Select(l => l.GetProperty("Messages").GetString()).FirstOrDefault());

    private Task<string> MailAsync(string address, string subject) => shop.Server.UntilAsync<string>(
        subject,
        async () => (await shop.MailsToAsync(address)).Where(m => m.GetProperty("subject").GetString()!.Contains(subject, StringComparison.Ordinal)).Select(m => m.GetProperty("text").GetString()).FirstOrDefault());

    private async Task<string> PostAsync(string path, KeyValuePair<string, string> field)
    {
        using FormUrlEncodedContent form = new([field]);
        using HttpResponseMessage answer = await shop.Server.Http.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string PathOf(string text, string beginning) =>
        text[text.IndexOf(beginning, StringComparison.Ordinal)..].Split('\n', ' ', ')', '>', '"', '\\')[0].Trim();
}
