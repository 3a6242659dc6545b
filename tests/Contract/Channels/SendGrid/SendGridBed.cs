using System.Net;
using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Sources.SendGrid;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.SendGrid;

/// <summary>A shop that sends by the fake over the network, and hears from it through its own door.</summary>
internal sealed class SendGridBed : IAsyncDisposable
{
    private const string SourceId = "sendgrid-main";

    /// <summary>Nobody waits so long but in a test that is about waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private int told;

    private SendGridBed(SendGridFake fake, TestWorld world)
    {
        (Fake, World) = (fake, world);
        world.Sources = [.. world.Sources, new SourceSettings(SourceId, new SendGridSource(), [fake.Events.PublicKey])];
        World.EmailSender = Sender(fake.Address, Patience);
        Shop = new TestShop(world);
    }

    public SendGridFake Fake { get; }

    public TestWorld World { get; }

    public TestShop Shop { get; private set; }

    /// <summary>Two e-mails for every order: at once and a day later.</summary>
    public static async Task<SendGridBed> StartAsync()
    {
        TestWorld world = new();
        SendGridBed bed = new(await SendGridFake.StartAsync(world.SystemClock, 0, default), world);
        await bed.Shop.PublishAsync(JourneyFiles.Journey("two", $"{JourneyFiles.Mail("now", 0)}\n{JourneyFiles.Mail("later", 1)}".Replace("after: 0d, ", "", StringComparison.Ordinal)));
        return bed;
    }

    /// <summary>From now on another address is called, or less patiently.</summary>
    public void SendBy(Uri? address = null, TimeSpan? timeout = null)
    {
        World.EmailSender = Sender(address ?? Fake.Address, timeout ?? Patience);
        Shop = new TestShop(World);
    }

    public static SourceCustomer Customer(string localPart) => Told.Account(localPart, 1, $"{localPart}@example.com");

    /// <summary>Somebody orders, and what is due goes out; a fault of the provider is as it is in an activity, which is tried again later.</summary>
    /// <returns>The fault; null when there was none.</returns>
    public async Task<ChannelException?> BuysAsync(SourceCustomer customer)
    {
        string id = $"o-{told++}";
        await Shop.TellAsync(id, customer.Bought(Told.Order(id, 1)));
        return await RunAsync();
    }

    public async Task<ChannelException?> RunAsync()
    {
        try
        {
            await Shop.RunAsync();
            return null;
        }
        catch (ChannelException e)
        {
            return e;
        }
    }

    /// <summary>The fake tells what it has to tell; the shop reads it.</summary>
    public async Task HearAsync()
    {
        using HttpClient door = new(new Door(Shop));
        Assert.True(await Fake.Events.TellAsync(door, new Uri($"https://follow.midori.example/api/webhooks/{SourceId}"), default));
        await RunAsync();
    }

    /// <summary>Time passes on both clocks.</summary>
    public void Pass(TimeSpan time)
    {
        World.ShopClock.Advance(time);
        World.SystemClock.Advance(time);
    }

    /// <summary>The ledger's row of the step.</summary>
    public async Task<SendRow> RowAsync(SourceCustomer customer, string stepId = "now") =>
        Assert.Single((await Shop.StateAsync(customer)).Sends.Values.Select(LedgerRow.Of), r => r.Key.StepId == stepId);

    /// <summary>Every day until yesterday is in order.</summary>
    public Task<int> CertifiedAsync()
    {
        DateOnly today = TestShop.Settings.Calendar.DateOf(World.ShopClock.GetUtcNow());
        return CertifiedShop.Over(World, Shop).HoldsAsync(CertifiedShop.Day, today.AddDays(-1));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Fake.DisposeAsync();
    }

    private SendGridSender Sender(Uri address, TimeSpan timeout) => new(
        http,
        new SendGridOptions("SG.fake", address) { Timeout = timeout, ToldWithin = SendGridOptions.DefaultToldWithin },
        new EmailFrom("news@midori.example", "茶舗みどり", null),
        World.SystemClock);

    /// <summary>The webhook endpoint without its server.</summary>
    private sealed class Door(TestShop shop) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Dictionary<string, string> headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Acceptance acceptance = await shop.Accept.RunAsync(SourceId, new WebhookRequest(headers, body), cancellationToken);
            return new HttpResponseMessage(acceptance is Acceptance.Accepted ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized);
        }
    }
}
