using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Sources.EcCube;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>A shop with two shops on EC-CUBE, each asked over real connections.</summary>
internal sealed class EcCubeBed : IAsyncDisposable
{
    public const string Main = "cube-main";
    public const string Other = "cube-other";

    private const string Secret = "eccube-secret";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private EcCubeBed(FakeEcCube main, FakeEcCube other) => (MainShop, OtherShop) = (main, other);

    public FakeEcCube MainShop { get; }

    public FakeEcCube OtherShop { get; }

    public TestWorld World { get; } = new();

    public TestShop Shop { get; private set; } = null!;

    public static async Task<EcCubeBed> StartAsync()
    {
        EcCubeBed bed = new(await FakeEcCube.StartAsync(), await FakeEcCube.StartAsync());
        bed.World.Sources = [.. new[] { Main, Other }.Select(id => new SourceSettings(id, new EcCubeSource(), [Secret]))];
        bed.Restart();
        await bed.Shop.PublishAsync(JourneyFiles.OneMail);
        return bed;
    }

    public async ValueTask DisposeAsync()
    {
        await MainShop.DisposeAsync();
        await OtherShop.DisposeAsync();
    }

    /// <summary>Another process over the same store.</summary>
    /// <param name="refreshToken">As the settings have it.</param>
    public void Restart(TimeSpan? patience = null, string refreshToken = FakeEcCube.FirstToken)
    {
        ShopConnection connection = new(new ShopTokens(World.Tables), World.SystemClock) { AnswerWithin = patience ?? Patience };
        World.Apis[Main] = Connect(Main, MainShop, refreshToken, connection);
        World.Apis[Other] = Connect(Other, OtherShop, FakeEcCube.FirstToken, connection);
        Shop = new TestShop(World);
    }

    public IShopFetch Fetch => World.Apis[Main].Fetch!;

    public async Task NoticeAsync(string sourceId, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
        WebhookRequest request = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-ECCUBE-Signature"] = signature }, body);
        Assert.IsType<Acceptance.Accepted>(await Shop.Accept.RunAsync(sourceId, request, default));
        await RunAsync(TimeSpan.Zero);
        await RunAsync(NoteChanges.SettleTime);
    }

    public async Task RunAsync(TimeSpan after)
    {
        World.SystemClock.Advance(after);
        await Shop.RunAsync();
    }

    public async Task<string[]> OrdersAsync(string sourceId, string customer = "7")
    {
        SourceCustomer said = new() { ExternalId = customer, UpdatedAt = Told.Noon };
        string? id = await Shop.Aliases.LookUpAsync($"{EcCubeSource.KindWord}:{sourceId}", said, default);
        CustomerState? state = id is null ? null : await Shop.Customers.LoadAsync(id, default);
        return [.. (state?.Orders ?? []).Select(o => $"{o.Order.OrderId} {o.Order.Status}").Order(StringComparer.Ordinal)];
    }

    private static ShopApi Connect(string sourceId, FakeEcCube shop, string refreshToken, ShopConnection connection) => new EcCubeSource().Connect(
        sourceId,
        new Dictionary<string, string>
        {
            ["Endpoint"] = shop.Api.Address.ToString(),
            ["ClientId"] = "app",
            ["ClientSecret"] = FakeEcCube.ClientSecret,
            ["RefreshToken"] = refreshToken,
            ["PollMinutes"] = "5",
            ["StartDaysBack"] = "0",
        },
        connection);
}
