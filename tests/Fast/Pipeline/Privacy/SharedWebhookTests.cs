using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Sources.Line;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Privacy;

/// <summary>LINE tells of several people in one call: what one of them is handed out holds nothing of the others.</summary>
public sealed class SharedWebhookTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Hanako = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Taro = "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private readonly TestWorld world = new();

    public SharedWebhookTests() => world.Sources = [.. world.Sources, new SourceSettings("line-main", new LineSource(), [Secret])];

    [Fact]
    public async Task Export_OfOneOfTwo_HasNothingOfTheOther()
    {
        await TellAsync(Wrote(Hanako, "mine-1"), Wrote(Taro, "his-1"));
        string text = await ExportAsync(Hanako);
        Assert.Contains(Hanako, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Taro, text, StringComparison.Ordinal);
        Assert.DoesNotContain("his-1", text, StringComparison.Ordinal);
        Assert.Equal(["Note ReceivedAt Row"], Inbox(text));
        Assert.Contains("several people", text, StringComparison.Ordinal);
    }

    /// <summary>What is passed over when it is read may still say who did it.</summary>
    [Theory]
    [InlineData("\"type\":\"unsend\"", "user")]
    [InlineData("\"type\":\"message\"", "group")]
    [InlineData("\"type\":\"accountLink\",\"link\":{\"result\":\"failed\",\"nonce\":\"n\"}", "user")]
    public async Task Export_BesideWhatIsNotUsed_HasNothingOfIt(string kind, string source)
    {
        await TellAsync(Wrote(Hanako, "mine-1"), $$$"""{{{{kind}}},"source":{"type":"{{{source}}}","userId":"{{{Taro}}}"},"webhookEventId":"u1"}""");
        Assert.DoesNotContain(Taro, await ExportAsync(Hanako), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfWhoIsAloneInIt_HasTheBody()
    {
        await TellAsync(Wrote(Hanako, "mine-1"), Wrote(Hanako, "mine-2"));
        string text = await ExportAsync(Hanako);
        Assert.Equal(["Body ReceivedAt Row"], Inbox(text));
        Assert.All(["mine-1", "mine-2"], w => Assert.Contains(w, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_WhenTheSourceIsGone_HasNoBody()
    {
        await TellAsync(Wrote(Hanako, "mine-1"));
        world.Sources = [.. world.Sources.Where(s => s.SourceId != "line-main")];
        Assert.Equal(["Note ReceivedAt Row"], Inbox(await ExportAsync(Hanako)));
    }

    private async Task TellAsync(params string[] events)
    {
        TestShop shop = new(world);
        string body = $$"""{"destination":"Ucccccccccccccccccccccccccccccccc","events":[{{string.Join(',', events)}}]}""";
        WebhookRequest request = Webhooks.Request(body, ("x-line-signature", Webhooks.Signature(Encoding.UTF8.GetBytes(Secret), body)));
        Acceptance.Accepted accepted = Assert.IsType<Acceptance.Accepted>(await shop.Accept.RunAsync("line-main", request, default));
        Assert.Equal(InboxState.Processed, await shop.Process.RunAsync(accepted.Id, shop.Orchestrations, default));
    }

    private async Task<string> ExportAsync(string userId)
    {
        TestShop shop = new(world);
        string customerId = (await shop.Aliases.LookUpAsync(LineSource.KindWord, new() { LineUserId = userId, UpdatedAt = Told.Noon }, default))!;
        CustomerState state = await shop.Customers.LoadAsync(customerId, default);
        return await new ExportCustomer(world.Tables, shop.Payloads, world.Exports, new ShopSources(world.Sources), shop.Aliases).WholeAsync(state, default);
    }

    /// <summary>What is said of each webhook.</summary>
    private static IEnumerable<string> Inbox(string export) =>
        JsonDocument.Parse(export).RootElement.GetProperty("inbox").EnumerateArray().Select(r => string.Join(' ', r.EnumerateObject().Select(p => p.Name).Order()));

    private static string Wrote(string userId, string id) => $$$"""
        {"type":"postback","mode":"active","timestamp":{{{Told.At(0).ToUnixTimeMilliseconds()}}},"webhookEventId":"{{{id}}}",
         "source":{"type":"user","userId":"{{{userId}}}"},"postback":{"data":"{{{id}}}"}}
        """;
}
