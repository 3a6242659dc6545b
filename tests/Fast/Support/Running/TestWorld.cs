using Azure.Storage.Queues;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using FollowUpFlows.Storage.InMemory;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>All that outlives a process: state, queues, orchestrations, providers, the shop system and what it knows was accepted.</summary>
internal sealed class TestWorld
{
    public const string SourceId = "shop-main";

    private readonly InMemoryQueueServiceClient queues;

    public TestWorld()
    {
        queues = new InMemoryQueueServiceClient(SystemClock);
        Sources = [new SourceSettings(SourceId, Source, [ScriptedSource.Secret])];
    }

    public ManualClock ShopClock { get; } = new(Told.Noon);

    /// <summary>Not the same as the shop clock, so that a mix-up shows.</summary>
    public ManualClock SystemClock { get; } = new(Told.Noon.AddDays(100));

    public Clocks Clocks => new(ShopClock, SystemClock) { Speed = Speed };

    /// <summary>Of the shop clock, as the product is told; both clocks move by hand all the same.</summary>
    public double Speed { get; init; } = 1;

    public TestTables Tables { get; } = new();

    /// <summary>Null: links of messages are left as they are.</summary>
    public TrackingLinks? Tracking { get; init; }

    public QueueServiceClient Queues => queues;

    public TestOrchestrations Orchestrations { get; } = new();

    public TestProvider Email { get; } = new(Channel.Email);

    /// <summary>Takes e-mails instead of <see cref="Email"/>; null leaves them there.</summary>
    public IChannelSender? EmailSender { get; set; }

    public TestProvider Line { get; } = new(Channel.Line);

    /// <summary>A sender of the product's own in place of the scripted one; null for that.</summary>
    public IChannelSender? LineSender { get; set; }

    /// <summary>Takes the same words for many; null: everybody is written to alone.</summary>
    public IMulticast? Multicast { get; set; }

    /// <summary>What marketing must leave; null for nothing.</summary>
    public IMarketingReserve? Reserve { get; set; }

    /// <summary>Where accounts are connected; null where LINE is not.</summary>
    public ILineDialog? LineDialog { get; set; }

    /// <summary>Where rich menus are shown; null where LINE is not connected.</summary>
    public IRichMenuAccount? RichMenus { get; set; }

    /// <summary>The program <c>crm</c>.</summary>
    public TestProvider Webhook { get; } = new(Channel.Webhook);

    /// <summary>A sender of the product's own in place of the scripted one; null for that.</summary>
    public IChannelSender? WebhookSender { get; set; }

    /// <summary>Where events go; null: nobody is told.</summary>
    public TestTopic? Topic { get; init; }

    public ScriptedSource Source { get; } = new();

    /// <summary>The APIs of the sources that have one.</summary>
    public Dictionary<string, ShopApi> Apis { get; } = new(StringComparer.Ordinal);

    public TestExports Exports { get; } = new();

    public IReadOnlyList<SourceSettings> Sources { get; set; }

    /// <summary>Deliveries that were answered with 2xx; the shop system repeats the others.</summary>
    public HashSet<WebhookRequest> Accepted { get; } = [];

    /// <summary>Messages of both channels.</summary>
    public string[] Messages() => [.. Email.Messages.Concat(Line.Messages).Select(m => $"{m.Key} {m.Payload}").Order(StringComparer.Ordinal)];

    /// <summary>A shop with these journeys published.</summary>
    public static async Task<(TestWorld World, TestShop Shop)> WithAsync(params string[] journeys)
    {
        TestWorld world = new();
        TestShop shop = new(world);
        await shop.PublishAsync(journeys);
        return (world, shop);
    }
}
