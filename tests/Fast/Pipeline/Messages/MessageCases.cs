using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Messages as text, to be read as a marketer's files would be, and customers to render them for.</summary>
internal static class MessageCases
{
    public static SenderFacts Sender { get; } = new(
        "こもれび商店",
        new Uri("https://komorebi.example/"),
        "株式会社こもれび",
        "〒150-0001 東京都渋谷区神宮前1-2-3",
        "support@komorebi.example");

    public static Uri Unsubscribe { get; } = new("https://mail.komorebi.example/u/abc123?lang=ja&x=1");

    /// <summary>A customer of whom nothing is known, without an order.</summary>
    public static MergeData Minimal { get; } = MergeData.For(Sender, Unsubscribe);

    /// <summary>A customer with everything.</summary>
    public static MergeData Full { get; } = Minimal.WithCustomer("山田 花子", "ロイヤル").WithOrder(Order());

    public static MessageLayout Layout { get; } = ReadLayout(Shipped("_layout.html"), Shipped("_layout.txt")).Value!;

    /// <summary>A layout that adds nothing, so that a case sees its own text only.</summary>
    public static MessageLayout BareLayout { get; } = ReadLayout(Bare, Bare).Value!;

    public const string Bare = "[\n{{body}}\n]\n{{shop.legalName}}{{shop.address}}{{shop.contact}}{{links.unsubscribe}}";

    public static Order Order(params OrderLine[] lines) => Shop.Order("A-1001", "c1", new DateOnly(2026, 11, 1), 5_980) with
    {
        Lines = lines.Length > 0 ? lines : [new OrderLine("S1", "リネンのシャツ", 1, 2_990), new OrderLine("S2", null, 1_200, null)],
    };

    /// <summary>A customer whose order has so many goods.</summary>
    public static MergeData WithItems(int count) =>
        Minimal.WithOrder(Order([.. Enumerable.Repeat(new OrderLine(null, "abcdefgh", 1, null), count)]));

    public static string Shipped(string name) => File.ReadAllText(Repository.PathOf("templates", "messages", name));

    public static TemplateReading<MessageLayout> ReadLayout(string html, string text) =>
        MessageReader.ReadLayout("_layout.html", html, "_layout.txt", text);

    public static EmailTemplate Email(string body, string subject = "s", string settings = "") =>
        Sound(MessageReader.ReadEmail("m.email.md", $"---\nsubject: \"{subject}\"\n{settings}---\n{body}\n"));

    public static LineTemplate Line(string yaml) => Sound(MessageReader.ReadLine("m.line.yaml", yaml));

    /// <summary>One LINE text message.</summary>
    public static LineTemplate LineText(string text) => Line($"messages:\n  - type: text\n    text: \"{text}\"\n");

    /// <summary>The body's HTML alone.</summary>
    public static string Html(string body, MergeData data, string settings = "") => Body(Render(body, data, settings).Html);

    /// <summary>The body's plain text alone.</summary>
    public static string Text(string body, MergeData data, string settings = "") => Body(Render(body, data, settings).Text);

    public static string LineJson(LineTemplate template, MergeData data) =>
        Assert.IsType<LineRendering.Rendered>(MessageRenderer.Render(template, data)).Line.MessagesJson;

    /// <summary>The faults of an e-mail that must be refused, as <c>LINE: MESSAGE</c>.</summary>
    public static string[] EmailFaults(string text) => Faults(MessageReader.ReadEmail("m.email.md", text));

    /// <summary>The faults of an e-mail whose body begins on line 4.</summary>
    public static string[] BodyFaults(string body) => EmailFaults($"---\nsubject: s\n---\n{body}");

    public static string[] LineFaults(string text) => Faults(MessageReader.ReadLine("m.line.yaml", text));

    public static string[] Faults<T>(TemplateReading<T> reading)
        where T : class
    {
        Assert.Null(reading.Value);
        return [.. reading.Faults.Select(f => $"{f.Line}: {f.Message}")];
    }

    private static RenderedEmail Render(string body, MergeData data, string settings) =>
        MessageRenderer.Render(Email(body, settings: settings), BareLayout, data);

    private static string Body(string rendered) => rendered[1..rendered.LastIndexOf(']')].Trim('\n');

    private static T Sound<T>(TemplateReading<T> reading)
        where T : class
    {
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }
}
