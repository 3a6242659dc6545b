using System.Globalization;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>One server for tests that can share it: each uses orders and customers of its own.</summary>
public class RunningShop : IAsyncLifetime, IDisposable
{
    private static int orders;
    private ShopFolder? folder;

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

    public virtual async Task InitializeAsync()
    {
        folder = NewFolder();
        Server = await FollowUpServer.StartAsync(folder.Path);
    }

    public virtual async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        folder?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected virtual ShopFolder NewFolder() => new();
}

/// <summary>The same on an account of Azure Storage.</summary>
public sealed class RunningAzureShop : RunningShop
{
    private Azurite? azurite;

    public override async Task InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await azurite!.DisposeAsync();
    }

    private protected override ShopFolder NewFolder() => new(AzureShop.Settings(azurite!.NewAccount()));
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class RunningShopTests : ICollectionFixture<RunningShop>
{
    public const string Name = "running shop";
}

/// <summary>The tests that share one server on Azure Storage.</summary>
[CollectionDefinition(Name)]
public sealed class RunningAzureShopTests : ICollectionFixture<RunningAzureShop>
{
    public const string Name = "running shop on Azure";
}
