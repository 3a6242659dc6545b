using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>A shop with rich menus, and LINE's fake behind it.</summary>
internal sealed class MenuBed
{
    private const int RoundsMax = 20;

    private static readonly string Journey = JourneyFiles.Journey("hello", "  - { id: hi, send: { channel: [line], message: thank-you } }");

    private int count;

    private MenuBed(ShopSettings? settings = null)
    {
        World = new TestWorld();
        LineBed line = new(clock: World.SystemClock);
        (Line, Wire) = (line.Line, line.Wire);
        World.RichMenus = new LineRichMenus(line.Client, new LineSettings(LineSettings.DefaultEndpoint, FakeLine.ChannelId, FakeLine.ChannelSecret, null));
        Settings = settings;
        Shop = Another();
    }

    public TestWorld World { get; }

    public TestShop Shop { get; }

    public FakeLine Line { get; }

    public FakeWire Wire { get; }

    private ShopSettings? Settings { get; }

    /// <summary>Calls about rich menus, without those that only look.</summary>
    public IEnumerable<string> Calls => Wire.Requests.Where(r => r.Method != "GET" && r.Path.Contains("richmenu", StringComparison.Ordinal)).Select(r => $"{r.Method} {r.Path}");

    public static async Task<MenuBed> OpenAsync(string? menus = MenuCases.Three, ShopSettings? settings = null)
    {
        MenuBed bed = new(settings);
        Assert.Empty((await bed.Shop.Publish.RunAsync(JourneyFiles.Set(Journey).WithRanks(), default)).Faults);
        if (menus is not null)
        {
            await bed.PublishAsync(menus);
        }

        return bed;
    }

    /// <summary>Somebody of that number, with a LINE account.</summary>
    public static SourceCustomer Person(int number) => Told.Account($"p{number}", 1, $"p{number}@example.com") with { LineUserId = UserId(number) };

    public static string UserId(int number) => $"U{number:x32}";

    /// <summary>Another process of the same shop.</summary>
    public TestShop Another(Fuse? fuse = null) => new(World, fuse, settings: Settings);

    public Task<Publication> PublishAsync(string menus, Dictionary<string, byte[]>? pictures = null) => Shop.Publish.RunAsync(MenuCases.Set(menus, pictures), default);

    /// <summary>So many orders at this moment.</summary>
    public async Task BuyAsync(SourceCustomer who, int orders = 1)
    {
        for (int i = 0; i < orders; i++)
        {
            SourceOrder order = Told.Order($"o-{++count}", 1) with { OrderedAt = World.ShopClock.GetUtcNow(), UpdatedAt = World.ShopClock.GetUtcNow() };
            await Shop.TellAsync($"w-{count}", who.Bought(order));
        }
    }

    public Task TellAsync(ShopEvent told) => Shop.TellAsync($"w-{++count}", told);

    /// <summary>LINE answers so many calls about rich menus rightly, and then one not.</summary>
    public void FailAfter(int calls, LineFault? fault)
    {
        if (fault is { } wrong)
        {
            Line.FailMenus(wrong, after: calls);
        }
    }

    /// <summary>One round of the timer.</summary>
    public Task<MenuRound> RoundAsync(TestShop? shop = null) => (shop ?? Shop).LinkMenus.RunAsync(TimeSpan.FromMinutes(1), default);

    /// <summary>Rounds until LINE has taken everything; what it refuses is tried again after the time that the product waits.</summary>
    public async Task SettleAsync()
    {
        for (int round = 0; round < RoundsMax; round++)
        {
            try
            {
                if (await RoundAsync() is { Gone: 0 } && (await Shop.CountMenus.RunAsync(default))! is { Outstanding: 0, IsWalking: false })
                {
                    return;
                }
            }
            catch (ChannelException)
            {
                World.SystemClock.Advance(TimeSpan.FromMinutes(5));
            }
        }

        Assert.Fail("LINE never took everything.");
    }

    /// <summary>What the person sees as their own, as the file calls it; null for nothing.</summary>
    public string? SeenBy(int number) => Line.MenusShown.TryGetValue(UserId(number), out string? id) ? NameOf(id) : null;

    /// <summary>What everybody else sees.</summary>
    public string? Default => Line.DefaultMenu is { } id ? NameOf(id) : null;

    private string NameOf(string richMenuId) => Line.RichMenus.Single(m => m.RichMenuId == richMenuId).Name switch
    {
        var name when name.StartsWith("初期", StringComparison.Ordinal) => "gold",
        var name when name.StartsWith("おかえり", StringComparison.Ordinal) => "back",
        var name when name.StartsWith("みなさま", StringComparison.Ordinal) => "member",
        var name => name[..name.IndexOf(' ', StringComparison.Ordinal)],
    };
}
