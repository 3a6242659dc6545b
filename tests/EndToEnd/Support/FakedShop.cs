using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A server with fakes of SendGrid and LINE beside it, as <c>followup up --fake-providers</c> starts them.</summary>
internal sealed partial class FakedShop : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = ProcessRun.Patience };

    private FakedShop()
    {
    }

    public FollowUpServer Server { get; private set; } = null!;

    /// <summary>The pages of the fakes, as the server prints them.</summary>
    public Uri SendGrid { get; private set; } = null!;

    public Uri Line { get; private set; } = null!;

    private string Secret { get; set; } = "";

    public static async Task<FakedShop> StartAsync(ProgramCopy? program = null, params string[] args)
    {
        FakedShop shop = new();
        shop.Server = await FollowUpServer.StartAsync(shop.folder.PathOf("data"), ["--fake-providers", .. args], program);
        shop.SendGrid = await shop.PrintedAsync("e-mails");
        shop.Line = await shop.PrintedAsync("LINE");
        using JsonDocument settings = JsonDocument.Parse(await File.ReadAllTextAsync(shop.folder.PathOf("data/settings.json")));
        shop.Secret = settings.RootElement.GetProperty("Sources").GetProperty("shop").GetProperty("Secrets")[0].GetString()!;
        return shop;
    }

    public async Task OrderAsync(ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"), secret: Secret);
        using HttpResponseMessage response = await Server.Http.SendAsync(webhook);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the fake of SendGrid delivered to an address, once there are at least so many.</summary>
    public Task<IReadOnlyList<JsonElement>> MailsToAsync(string address, int atLeast = 1) => Server.UntilAsync<IReadOnlyList<JsonElement>>(
        $"{atLeast} e-mail(s) at the fake",
        async () =>
        {
            IReadOnlyList<JsonElement> mails = [.. (await ListAsync(new Uri(SendGrid, "__fake/mails"))).Where(m => m.GetProperty("to").GetString() == address)];
            return mails.Count >= atLeast ? mails : null;
        });

    /// <summary>What the fake of LINE delivered to a friend, once there are at least so many.</summary>
    public Task<IReadOnlyList<JsonElement>> LinesToAsync(string userId, int atLeast = 1) => Server.UntilAsync<IReadOnlyList<JsonElement>>(
        $"{atLeast} LINE message(s) at the fake",
        async () =>
        {
            IReadOnlyList<JsonElement> messages = [.. (await ListAsync(new Uri(Line, "__fake/delivered"))).Where(m => m.GetProperty("To").GetString() == userId)];
            return messages.Count >= atLeast ? messages : null;
        });

    /// <summary>Everything that either fake ever took.</summary>
    public async Task<(IReadOnlyList<JsonElement> Mails, IReadOnlyList<JsonElement> Lines)> DeliveredAsync() =>
        (await ListAsync(new Uri(SendGrid, "__fake/mails")), await ListAsync(new Uri(Line, "__fake/delivered")));

    /// <summary>Rich menus at the fake of LINE, and who sees which.</summary>
    public async Task<JsonElement> MenusAsync()
    {
        using JsonDocument menus = JsonDocument.Parse(await http.GetStringAsync(new Uri(Line, "__fake/menus")));
        return menus.RootElement.Clone();
    }

    public async Task SwitchAsync(HttpMethod method, Uri provider, string path)
    {
        using HttpRequestMessage request = new(method, new Uri(provider, path));
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>As a person's browser does it.</summary>
    public async Task<HttpResponseMessage> BrowseAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15");
        return await Server.Http.SendAsync(request);
    }

    /// <summary>What the API tells of the customer, once it is so.</summary>
    public Task<string> TimelineAsync(ShopOrder of, Func<string, bool> isSo) => Server.UntilAsync<string>(
        "an entry of the timeline",
        async () =>
        {
            using HttpResponseMessage answer = await Server.Http.PostAsJsonAsync("/api/customers/search", new { text = of.Email });
            using JsonDocument found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            string? id = found.RootElement.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("customerId").GetString()).FirstOrDefault();
            string? timeline = id is null ? null : await Server.Http.GetStringAsync($"/api/customers/{id}/timeline?limit=200");
            return timeline is not null && isSo(timeline) ? timeline : null;
        });

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(Uri address)
    {
        using JsonDocument list = JsonDocument.Parse(await http.GetStringAsync(address));
        return [.. list.RootElement.EnumerateArray().Select(e => e.Clone())];
    }

    private async Task<Uri> PrintedAsync(string name) => await Server.UntilAsync(
        $"the address of {name}",
        () => Task.FromResult(Places().Matches(Server.Log).FirstOrDefault(m => m.Groups["name"].Value == name) is { } found ? new Uri(found.Groups["address"].Value) : null));

    [GeneratedRegex(@"^  (?<name>\S+) +(?<address>http://\S+)   what the fake", RegexOptions.Multiline)]
    private static partial Regex Places();
}
