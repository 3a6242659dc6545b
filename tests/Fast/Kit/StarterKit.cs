using System.Text.Json;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.Pipeline.Messages;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>The templates that come with the product, as a shop has them on its first day.</summary>
internal static class StarterKit
{
    public const string Plan = "follow-up";

    public static TemplateSet Templates { get; } = new TemplateFolder(Repository.PathOf("templates")).ReadSet();

    /// <summary>Reading so many messages takes seconds: once for all tests.</summary>
    private static readonly Lazy<Task<TestShop>> Published = new(PublishAsync);

    /// <summary>A shop that has published them; it stays as it is.</summary>
    public static Task<TestShop> ShopAsync() => Published.Value;

    /// <summary>The journeys as they are when they have been published.</summary>
    public static async Task<IReadOnlyList<PublishedJourney>> PublishedAsync() => await (await ShopAsync()).Library.ActiveAsync(default);

    /// <summary>The journey of the plan for that rank: there is one.</summary>
    public static async Task<PublishedJourney> OfAsync(string rank) =>
        Assert.Single(await PublishedAsync(), j => j.Definition.Plan == Plan && j.Definition.Gate!.RankIds.Contains(rank));

    private static async Task<TestShop> PublishAsync()
    {
        TestShop shop = new(new TestWorld());
        Assert.Empty((await shop.Publish.RunAsync(Templates, default)).Faults);
        return shop;
    }

    /// <summary>What a customer may be sent, each message once.</summary>
    public static IEnumerable<KitMessage> Messages(PublishedJourney journey) => journey.Definition.AllSteps.OfType<Step.Send>()
        .SelectMany(s => s.Channels.Select(c => new KitMessage(s.MessageId, c)))
        .Distinct();
}

/// <summary>A message file of the kit.</summary>
internal sealed record KitMessage(string Id, Channel Channel)
{
    public string File => Channel == Channel.Email ? $"{Id}.email.md" : $"{Id}.line.yaml";

    public bool IsThere => StarterKit.Templates.Files.ContainsKey($"messages/{File}");

    /// <summary>All words that a reader gets to see, without the breaks that plain text has in the midst of them.</summary>
    public string Words(MergeData customer)
    {
        if (Channel == Channel.Line)
        {
            return string.Join('\n', Bubbles(customer).SelectMany(TextsOf));
        }

        RenderedEmail email = Email(customer);
        return $"{email.Subject}\n{email.Preheader}\n{email.Text.ReplaceLineEndings("")}";
    }

    /// <summary>The LINE messages that go out together, within LINE's limits.</summary>
    public IReadOnlyList<JsonElement> Bubbles(MergeData customer)
    {
        LineTemplate template = MessageReader.ReadLine(File, MessageCases.Shipped(File)).Value!;
        using JsonDocument messages = JsonDocument.Parse(MessageCases.LineJson(template, customer));
        return [.. messages.RootElement.Clone().EnumerateArray()];
    }

    public RenderedEmail Email(MergeData customer) =>
        MessageRenderer.Render(MessageReader.ReadEmail(File, MessageCases.Shipped(File)).Value!, MessageCases.BareLayout, customer);

    private static IEnumerable<string> TextsOf(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Array => part.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => part.EnumerateObject().SelectMany(p =>
            p is { Name: "text" or "altText" or "label", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : TextsOf(p.Value)),
        _ => [],
    };
}
