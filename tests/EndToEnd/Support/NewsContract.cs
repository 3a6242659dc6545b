using System.Net;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A running shop with a journey that needs consent besides the shipped thank-you: by it one sees what the customer's word is.</summary>
public abstract class NewsContract<TStore> : IAsyncLifetime, IDisposable
    where TStore : IShopStore, new()
{
    private const string News = """
        id: news
        name: お知らせ
        purpose: marketing
        topic: news
        trigger: { type: order, nth: every }
        steps:
          - id: news
            send: { channel: [email], message: thank-you }

        """;

    /// <summary>These tests run at every hour of the day.</summary>
    private static readonly KeyValuePair<string, object> NeverQuiet = new("Sending", new { QuietHours = "none" });

    private readonly ShopFolder folder = new TStore().NewFolder(NeverQuiet);
    private ProgramCopy program = null!;
    private int orders;

    private protected FollowUpServer Server { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        program = await ProgramCopy.WithJourneyAsync("news", News);
        Server = await FollowUpServer.StartAsync(folder.Path, program: program);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Server.DisposeAsync();
        program.Dispose();
    }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Places an order for that customer; it must lead to messages of exactly those journeys.</summary>
    /// <returns>One of them.</returns>
    private protected async Task<OutboxMail> OrderedAsync(ShopOrder customer, params string[] journeys)
    {
        ShopOrder order = customer with { Id = $"{customer.Id}-{++orders}" };
        int before = (await Server.MailsAsync()).Count(m => m.To == order.Email);
        await SendAsync(order);
        await Server.MailsToAsync(order.Email, before + journeys.Length);
        ShopOrder settle = new($"settle-{++orders}") { HasConsented = true };
        await SendAsync(settle);  // whatever else the order would have led to is there by now
        await Server.MailsToAsync(settle.Email, 2);
        OutboxMail[] mails = [.. (await Server.MailsToAsync(order.Email)).Where(m => m.Text.Contains(order.Id, StringComparison.Ordinal))];
        Assert.Equal(journeys, mails.Select(m => m.EnrollmentId.Split(':')[0]).Order(StringComparer.Ordinal));
        return mails[0];
    }

    private async Task SendAsync(ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await Server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
