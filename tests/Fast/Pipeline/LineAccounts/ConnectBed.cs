using System.Text;
using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.LineAccounts;

/// <summary>A shop with the shipped journeys that connect accounts, and LINE's fake behind it.</summary>
internal sealed class ConnectBed
{
    public const string Hanako = LineBed.Hanako;
    public const string Taro = LineBed.Taro;
    public const string Email = "hanako@example.com";

    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string SourceId = "line-main";

    private int count;

    private ConnectBed()
    {
        World = new TestWorld();
        World.Sources = [.. World.Sources, new SourceSettings(SourceId, new LineSource(), [Secret])];
        Line = new FakeLine(World.SystemClock);
        LineSettings settings = new(LineSettings.DefaultEndpoint, FakeLine.ChannelId, FakeLine.ChannelSecret, null);
        HttpClient http = new(new FakeWire(r => IsDown ? new FakeLineAnswer(500, "{}", new Dictionary<string, string>()) : Line.Answer(r))) { BaseAddress = LineSettings.DefaultEndpoint };
        World.LineDialog = new LineDialog(new LineClient(http, settings, World.SystemClock), settings);
        Shop = new TestShop(World);
    }

    public static SourceCustomer Customer { get; } = Told.Account("customer-7", 1, Email).Agreeing(1);

    public TestWorld World { get; }

    public TestShop Shop { get; }

    public FakeLine Line { get; }

    public bool IsDown { get; set; }

    public static async Task<ConnectBed> OpenAsync()
    {
        ConnectBed bed = new();
        string[] journeys = [.. new[] { "line-connect", "line-connect-mail" }.Select(j => File.ReadAllText(Repository.PathOf("templates", "journeys", j + ".yaml")))];
        (string, string)[] messages =
            [.. new[] { "line-connect.line.yaml", "line-connect-mail.email.md" }.Select(m => ("messages/" + m, File.ReadAllText(Repository.PathOf("templates", "messages", m))))];
        Assert.Empty((await bed.Shop.Publish.RunAsync(JourneyFiles.Set(journeys).With(messages), default)).Faults);
        return bed;
    }

    /// <summary>The shop knows the customer, and LINE a friend.</summary>
    public static async Task<ConnectBed> KnownAsync()
    {
        ConnectBed bed = await OpenAsync();
        await bed.Shop.TellAsync("customer", new ShopEvent.CustomerChanged(Customer));
        await bed.FollowAsync(Hanako);
        return bed;
    }

    /// <summary>The customer has connected that account.</summary>
    public static async Task<ConnectBed> ConnectedAsync(string userId = Hanako)
    {
        ConnectBed bed = await KnownAsync();
        if (userId != Hanako)
        {
            await bed.FollowAsync(userId);
        }

        Assert.Equal(InboxState.Processed, await bed.TellAsync(await bed.OpenedAsync(userId)));
        return bed;
    }

    public async Task<InboxState?> FollowAsync(string userId, bool isUnblocked = false) => await TellAsync(
        "follow", userId, $$""" "follow":{"isUnblocked":{{(isUnblocked ? "true" : "false")}}} """);

    public Task<LineAccountState> AskAsync(string userId = Hanako, string email = Email) => Shop.AskConnect.RunAsync(CustomerIdentity.AliasOfLine(userId), email, Shop.Orchestrations, default);

    /// <summary>The links that were mailed, the oldest first.</summary>
    public IReadOnlyList<(string CustomerId, DateTimeOffset AskedAt)> Links() =>
    [
        .. World.Email.Messages
            .Select(m => JsonSerializer.Deserialize<EmailPayload>(m.Payload, JsonSerializerOptions.Web)!.Text)
            .Select(text => text[(text.IndexOf("/k/", StringComparison.Ordinal) + 3)..].Split('\n', ' ', ')', '>')[0])
            .Select(token => TestShop.Links.LineConnectOf(token)!.Value),
    ];

    /// <summary>Asks, and follows the mail.</summary>
    public async Task<(ConnectStart Outcome, Uri? Next)> BegunAsync(string userId = Hanako)
    {
        Assert.Equal(LineAccountState.Asked, await AskAsync(userId));
        await Shop.RunAsync();
        (string customerId, DateTimeOffset askedAt) = Links()[^1];
        return await Shop.BeginConnect.RunAsync(customerId, askedAt, default);
    }

    /// <summary>Asks, follows the mail, and comes to LINE with what it gave.</summary>
    public async Task<FakeLineLink> OpenedAsync(string userId = Hanako) => OpenLink((await BegunAsync(userId)).Next!)!;

    public FakeLineLink? OpenLink(Uri at)
    {
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> query = QueryHelpers.ParseQuery(at.Query);
        return Line.OpenLink(query["linkToken"].ToString(), query["nonce"].ToString());
    }

    public async Task<InboxState?> TellAsync(FakeLineLink link, string? id = null) => await Shop.Process.RunAsync((await AcceptAsync(link, id)).Id, Shop.Orchestrations, default);

    /// <param name="id">Of the event; null for one of its own.</param>
    public Task<Acceptance.Accepted> AcceptAsync(FakeLineLink link, string? id = null) => AcceptAsync(
        "accountLink", link.IsDone ? link.UserId : null, $$""" "link":{"result":"{{(link.IsDone ? "ok" : "failed")}}","nonce":"{{link.Nonce}}"} """, id);

    public async Task<InboxState?> TellAsync(string type, string userId, string rest) =>
        await Shop.Process.RunAsync((await AcceptAsync(type, userId, rest, null)).Id, Shop.Orchestrations, default);

    public Task<CustomerState> CustomerAsync() => Shop.StateAsync(Customer);

    public Task<CustomerState> FriendAsync(string userId = Hanako) => Shop.Customers.LoadAsync(CustomerIdentity.IdOfFriend(userId), default);

    public async Task<string?> OwnerAsync(string userId = Hanako) => await Shop.Aliases.FindAsync(CustomerIdentity.AliasOfLine(userId), default);

    private async Task<Acceptance.Accepted> AcceptAsync(string type, string? userId, string rest, string? id)
    {
        string source = userId is null ? "" : $$""" "source":{"type":"user","userId":"{{userId}}"}, """;
        string body = $$"""
            {"destination":"Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","events":[{"type":"{{type}}","mode":"active","timestamp":{{World.SystemClock.GetUtcNow().ToUnixTimeMilliseconds()}},
             "webhookEventId":"{{id ?? $"e{++count}"}}",{{source}}{{rest}}}]}
            """;
        WebhookRequest request = Webhooks.Request(body, ("x-line-signature", Webhooks.Signature(Encoding.UTF8.GetBytes(Secret), body)));
        return Assert.IsType<Acceptance.Accepted>(await Shop.Accept.RunAsync(SourceId, request, default));
    }
}
