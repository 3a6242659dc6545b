using System.Net;
using System.Text.Json;
using FollowUpFlows.Tests.Contract.Events;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A server that tells a topic what happens, through outages of either.</summary>
public sealed class EventsOutTests : IAsyncDisposable, IAsyncLifetime
{
    private readonly FakeTopic topic = new();
    private readonly ShopFolder folder;

    public EventsOutTests() => folder = new ShopFolder(new Dictionary<string, object>
    {
        ["Events"] = new { TopicEndpoint = topic.Endpoint.AbsoluteUri, TopicKey = FakeTopic.Key, Source = "/tests/shop" },
    });

    public async ValueTask DisposeAsync()
    {
        await topic.DisposeAsync();
        folder.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Order_IsToldWithoutAnythingPersonal()
    {
        ShopOrder order = RunningShop.NewOrder() with { FamilyName = "綾小路", GivenName = "きみまろ", ItemName = "扇子の桐箱", HasConsented = false };
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);
        await OrderAsync(server, order);
        await server.MailsToAsync(order.Email);

        IReadOnlyList<JsonElement> events = await TakenAsync(server, "journey.completed");

        string[] types = [.. events.Select(e => e.GetProperty("type").GetString()!).Distinct()];
        Assert.Subset(types.ToHashSet(), new HashSet<string> { "customer.rank_changed", "consent.withdrawn", "journey.started", "message.sent", "journey.completed" });
        string[] own = [.. events.Select(e => e.GetProperty("type").GetString()!).Where(t => t is "journey.started" or "message.sent" or "journey.completed").Take(3)];
        Assert.Equal("journey.started", own[0]);
        Assert.All(events, e => Assert.Equal("/tests/shop", e.GetProperty("source").GetString()));
        Assert.All(events, AssertSchema);
        string[] personals = [order.Email, order.Email.Split('@')[0], "綾小路", "きみまろ", "扇子の桐箱"];
        string told = string.Concat(topic.Requests.Select(r => JsonSerializer.Serialize(r.Events.Select(e => e.ToString())) + r.Body));
        Assert.All(personals, p => Assert.DoesNotContain(p, told, StringComparison.OrdinalIgnoreCase));

        // As words of their own: long numbers, such as times of the store, may happen to have these digits.
        Assert.DoesNotMatch($"(?i)\\b({order.Id}|{order.CustomerId}|5980|S-1)\\b", told);
        Assert.DoesNotContain(FakeTopic.Key, server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topic_ThatIsDown_HoldsNoMessageUp_AndHearsAllOfItLater()
    {
        topic.Manner = TopicManner.Answers;
        topic.RetryAfter = "1";
        ShopOrder order = RunningShop.NewOrder();
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);
        await OrderAsync(server, order);
        Assert.Single(await server.MailsToAsync(order.Email));
        await server.UntilAsync("the topic was asked in vain", () => Task.FromResult(topic.Requests.Count > 0 ? "yes" : null));
        Assert.Empty(topic.Taken);

        topic.Manner = TopicManner.Takes;

        IReadOnlyList<JsonElement> events = await TakenAsync(server, "journey.completed");
        Assert.Single(events, e => IsOfThankYou(e, "message.sent"));
    }

    /// <summary>The facts are written, the topic has not answered: the process ends without any warning.</summary>
    [Fact]
    public async Task Server_KilledBetweenFactAndTopic_TellsItAfterTheNextStart()
    {
        topic.Manner = TopicManner.Answers;
        ShopOrder order = RunningShop.NewOrder();
        await using (FollowUpServer killed = await FollowUpServer.StartAsync(folder.Path))
        {
            await OrderAsync(killed, order);
            await killed.MailsToAsync(order.Email);
            Assert.Equal(FollowUpServer.Killed, await killed.KillAsync());
        }

        Assert.Empty(topic.Taken);
        topic.Manner = TopicManner.Takes;
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);

        IReadOnlyList<JsonElement> events = await TakenAsync(server, "journey.completed");

        Assert.Single(events, e => IsOfThankYou(e, "journey.started"));
        Assert.Single(events, e => IsOfThankYou(e, "message.sent"));
    }

    [Fact]
    public async Task Topic_ThatNeverAnswers_DoesNotKeepTheServerFromStopping()
    {
        topic.Manner = TopicManner.NeverAnswers;
        ShopOrder order = RunningShop.NewOrder();
        await using FollowUpServer server = await FollowUpServer.StartAsync(folder.Path);
        await OrderAsync(server, order);
        Assert.Single(await server.MailsToAsync(order.Email));
        await server.UntilAsync("the topic has a request", () => Task.FromResult(topic.Requests.Count > 0 ? "yes" : null));

        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>The events that were taken, each once, as soon as one of the type is among them.</summary>
    private Task<IReadOnlyList<JsonElement>> TakenAsync(FollowUpServer server, string type) => server.UntilAsync(type, () =>
    {
        IReadOnlyList<JsonElement> events = [.. topic.Taken.DistinctBy(e => e.GetProperty("id").GetString())];
        return Task.FromResult(events.Any(e => e.GetProperty("type").GetString() == type) ? events : null);
    });

    private static bool IsOfThankYou(JsonElement told, string type) =>
        told.GetProperty("type").GetString() == type && told.GetProperty("data").GetProperty("journeyId").GetString() == "thank-you";

    private static async Task OrderAsync(FollowUpServer server, ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("msg-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static void AssertSchema(JsonElement told)
    {
        string path = Repository.PathOf("docs", "events", told.GetProperty("type").GetString() + ".json");
        string schema = File.ReadAllText(path).Replace("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",", "", StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(schema);
        JsonElement data = told.GetProperty("data");
        Assert.Empty(new SchemaCheck(data).FaultsOf(data, document.RootElement, "$"));
    }
}
