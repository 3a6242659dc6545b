using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Tracking;

/// <summary>A shop whose news has links, sent to one customer by e-mail and by LINE.</summary>
internal sealed partial class TrackingBed
{
    public const string Person = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

    private TrackingBed(TestWorld world, TestShop shop) => (World, Shop) = (world, shop);

    public TestWorld World { get; }

    public TestShop Shop { get; }

    public static SourceCustomer Hanako { get; } = SendBed.Hanako.Agreeing(1).Agreeing(1, Channel.Line);

    public string Email => Assert.Single(World.Email.Messages).Payload;

    public string Line => Assert.Single(World.Line.Messages).Payload;

    public EmailPayload Mail => JsonSerializer.Deserialize<EmailPayload>(Email, JsonSerializerOptions.Web)!;

    public Task<CustomerState> StateAsync() => Shop.StateAsync(Hanako);

    /// <summary>The first clicks of the mail's HTML, as they stand there.</summary>
    public string[] Tokens => [.. Clicks().Matches(Mail.Html).Select(m => m.Groups["token"].Value)];

    public string Pixel => Pixels().Match(Mail.Html).Groups["name"].Value;

    /// <summary>Both messages have gone out, a minute ago or as long as is said.</summary>
    /// <param name="more">Journeys besides.</param>
    public static async Task<TrackingBed> SentAsync(
        string purpose = "marketing", TrackingLinks? tracking = null, string words = "", string[]? more = null, TimeSpan? ago = null)
    {
        TestWorld world = new() { Tracking = tracking ?? TestShop.Tracking };
        TrackingBed bed = new(world, new TestShop(world));
        string news = JourneyFiles.Journey(
            "news",
            "  - { id: mail, send: { channel: [email], message: news } }\n  - { id: line, send: { channel: [line], message: news } }",
            nth: "1",
            purpose: purpose);
        Dictionary<string, string> files = new(JourneyFiles.Set([news, .. more ?? []]).Files, StringComparer.Ordinal)
        {
            ["messages/news.email.md"] = $"---\nsubject: news\npurpose: {purpose}\n---\n[茶]({{{{shop.url}}}}/tea?a=1&b=2) [器](https://pots.example/) [菓子](https://sweets.example/)\n",
            ["messages/news.line.yaml"] = $$$"""
                messages:
                  - type: text
                    text: "{{shop.url}}/tea{{{words}}}"
                  - type: flex
                    altText: news
                    contents:
                      type: bubble
                      footer: { type: box, layout: vertical, contents: [ { type: button, action: { type: uri, label: 見る, uri: "https://pots.example/" } } ] }

                """,
        };
        Assert.Empty((await bed.Shop.Publish.RunAsync(new TemplateSet(files), default)).Faults);
        await bed.Shop.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        await bed.Shop.RunAsync();
        world.SystemClock.Advance(ago ?? TimeSpan.FromMinutes(1));
        return bed;
    }

    /// <summary>Follows a link as the function does.</summary>
    /// <returns>Where it leads; null: nowhere.</returns>
    public async Task<Uri?> ClickAsync(string token, string? agent = Person)
    {
        if (await Shop.Follow.ClickAsync(token, default) is not { } link)
        {
            return null;
        }

        await Shop.Follow.NoteAsync(link, agent, default);
        return link.Destination;
    }

    public async Task<bool> OpenAsync(string name, string? agent = Person)
    {
        if (await Shop.Follow.OpenAsync(name, default) is not { } pixel)
        {
            return false;
        }

        await Shop.Follow.NoteAsync(pixel, agent, default);
        return true;
    }

    /// <summary>Counts what waits in the queue.</summary>
    public async Task CountAsync()
    {
        World.SystemClock.Advance(RecordVisit.CountedAfter);
        QueueClient queue = World.Queues.GetQueueClient(RecordVisit.Queue);
        await queue.CreateIfNotExistsAsync();
        foreach (QueueMessage message in (await queue.ReceiveMessagesAsync(32)).Value)
        {
            await Shop.Count.RunAsync(message.MessageText, Shop.Orchestrations, default);
            await Shop.Count.RunAsync(message.MessageText, Shop.Orchestrations, default);  // queues deliver twice now and then
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }

        await Shop.RunAsync();
    }

    /// <summary>What is known of the messages: kind and where the link led.</summary>
    public async Task<string[]> FactsAsync()
    {
        string customerId = (await StateAsync()).CustomerId;
        List<string> facts = [];
        await foreach (Entity row in World.Tables.QueryAllAsync(EntityQuery.Prefix(Tables.Customers, customerId, "delivery:"), default))
        {
            facts.Add($"{row.Text("Kind")} {row.Text("Link")}".Trim());
        }

        return [.. facts.Order(StringComparer.Ordinal)];
    }

    /// <summary>What counts as done by the customer.</summary>
    public async Task<string[]> EventsAsync() => [.. (await StateAsync()).Events.Select(e => $"{e.Type} {e.Value}".Trim()).Order(StringComparer.Ordinal)];

    [GeneratedRegex("/c/(?<token>[^\"]+)")]
    private static partial Regex Clicks();

    [GeneratedRegex("/o/(?<name>[^\"]+)")]
    private static partial Regex Pixels();
}
