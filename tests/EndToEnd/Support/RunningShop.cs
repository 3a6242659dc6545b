using System.Globalization;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>One server for tests that can share it: each uses orders and customers of its own.</summary>
public sealed class RunningShop : IAsyncLifetime, IDisposable
{
    private readonly ShopFolder folder = new();
    private static int orders;

    internal FollowUpServer Server { get; private set; } = null!;

    /// <summary>An order that no other test has.</summary>
    internal static ShopOrder NewOrder() => new(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref orders) + 1000}"));

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Server.Http.SendAsync(request);

    /// <summary>Returns when the intake has processed what was sent before: an order sent after it has its message.</summary>
    /// <remarks>Twice, because work on several messages overlaps.</remarks>
    internal async Task SettleAsync()
    {
        for (int round = 0; round < 2; round++)
        {
            ShopOrder order = NewOrder();
            using HttpResponseMessage response = await SendAsync(Webhook.Standard("settle-" + order.Id, order.ToStandard("order.paid")));
            await Server.MailsToAsync(order.Email);
        }
    }

    async Task IAsyncLifetime.InitializeAsync() => Server = await FollowUpServer.StartAsync(folder.Path);

    async Task IAsyncLifetime.DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => folder.Dispose();
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class RunningShopTests : ICollectionFixture<RunningShop>
{
    public const string Name = "running shop";
}
