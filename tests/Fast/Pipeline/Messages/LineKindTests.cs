using System.Text.Json;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.Channels.Line;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Kinds of message objects with their values, and their limits on both sides.</summary>
public sealed class LineKindTests
{
    private const string Defaults = "defaults: { customer.name: x }\n";
    private const string Open = "{ type: uri, label: a, uri: \"tel:0\" }";
    private const string Name = "{{customer.name}}";

    /// <summary>As the writer would have it who knows the braces of <c>textV2</c>.</summary>
    [Theory]
    [InlineData("花子", "花子")]
    [InlineData("{smile}", "{{smile}}")]
    [InlineData("a{b", "a{{b")]
    [InlineData("}}{{", "}}}}{{{{")]
    [InlineData("{{{smile}}}", "{{{{{{smile}}}}}}")]
    public async Task TextV2_WithBracesInAName_ShowsThemAsTheyAre(string name, string sent)
    {
        LineTemplate template = TextV2("{smile} {{customer.name}}{smile}");
        string json = MessageCases.LineJson(template, MessageCases.Minimal.WithCustomer(name));
        using JsonDocument messages = JsonDocument.Parse(json);
        Assert.Equal($"{{smile}} {sent}{{smile}}", messages.RootElement[0].GetProperty("text").GetString());
        Assert.Equal("001", messages.RootElement[0].GetProperty("substitution").GetProperty("smile").GetProperty("emojiId").GetString());
        LineBed bed = new();
        await bed.Client.PushAsync(LineBed.Hanako, messages.RootElement, null, LineBed.Key, default);
        Assert.Single(bed.Line.Delivered);
    }

    [Fact]
    public async Task Fake_TakesNoUnknownPlace()
    {
        JsonElement open = JsonSerializer.SerializeToElement(new[] { new { type = "textV2", text = "a {smile}" } });
        LineBed bed = new();
        Assert.Equal("The request body has 1 error(s); messages[0].text: The placeholder is invalid", await bed.Client.ValidateAsync(open, default));
    }

    [Fact]
    public void Text_OfTheOtherKind_KeepsItsBraces() =>
        Assert.Contains("a{b}", MessageCases.LineJson(LineCases.Text(Name), MessageCases.Minimal.WithCustomer("a{b}")), StringComparison.Ordinal);

    /// <summary>An emoji counts as the words of its own, which nobody knows; forty are kept free for each.</summary>
    [Fact]
    public void TextV2_IsBoundedWithRoomForItsEmoji()
    {
        LineTemplate template = TextV2("{smile}{{customer.name}}");
        const int Most = 5_000 - 7 - 40;
        Assert.Empty(LineCases.Violations(template, LineCases.Named(Most)));
        Assert.Equal(["0: 5001 characters of 'text'; LINE takes up to 5000"], LineCases.Violations(template, LineCases.Named(Most + 1)));
        Assert.Single(LineCases.Violations(template, LineCases.Named((Most / 2) + 1, '{')));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void TextV2_HasTwentyEmojiAtMost(int count, bool isTaken) => AssertFile(
        isTaken,
        $"messages:\n  - type: textV2\n    text: \"{string.Concat(Enumerable.Repeat("{a}", count))}\"\n    substitution: {{ a: {{ type: emoji, productId: p, emojiId: e }} }}\n",
        "2: 21 emoji of a text; LINE takes up to 20");

    [Fact]
    public void Image_AndVideo_AreSentAsWritten()
    {
        LineTemplate template = MessageCases.Line("""
            messages:
              - { type: image, originalContentUrl: "https://a.example/i.jpg", previewImageUrl: "https://a.example/p.jpg" }
              - { type: video, originalContentUrl: "https://a.example/v.mp4", previewImageUrl: "https://a.example/p.jpg", trackingId: 7 }
            """);
        Assert.Equal(
            """[{"type":"image","originalContentUrl":"https://a.example/i.jpg","previewImageUrl":"https://a.example/p.jpg"},"""
            + """{"type":"video","originalContentUrl":"https://a.example/v.mp4","previewImageUrl":"https://a.example/p.jpg","trackingId":"7"}]""",
            MessageCases.LineJson(template, MessageCases.Minimal));
    }

    [Theory]
    [InlineData("originalContentUrl", "previewImageUrl", 2_000, true)]
    [InlineData("originalContentUrl", "previewImageUrl", 2_001, false)]
    [InlineData("previewImageUrl", "originalContentUrl", 2_001, false)]
    public void Media_AddressIsBounded(string key, string other, int length, bool isTaken) => AssertFile(
        isTaken,
        $"messages: [ {{ type: image, {key}: \"{Address(length)}\", {other}: \"https://a.example/\" }} ]\n",
        $"1: 2001 characters of '{key}'; LINE takes up to 2000");

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Video_TrackingIdIsBounded(int length, bool isTaken) => AssertFile(
        isTaken,
        $"messages: [ {{ type: video, originalContentUrl: \"https://a.example/\", previewImageUrl: \"https://a.example/\", trackingId: {new string('t', length)} }} ]\n",
        "1: 'trackingId' must be 1 to 100 half-width letters, digits or some of -.=,+*()%$&;:@{}!?<>[]");

    [Theory]
    [InlineData("", 160)]
    [InlineData("title: t, ", 60)]
    [InlineData("thumbnailImageUrl: \"https://a.example/\", ", 60)]
    public void Buttons_TextIsBoundedByWhatStandsAboveIt(string above, int most)
    {
        LineTemplate template = Buttons($"{above}text: \"{Name}\", actions: [ {Open} ]");
        AssertBound(template, most, "'text'");
    }

    [Fact]
    public void Buttons_TitleIsBounded() => AssertBound(Buttons($"text: t, title: \"{Name}\", actions: [ {Open} ]"), 40, "'title'");

    [Fact]
    public void Buttons_LabelIsBounded()
    {
        string action = $"{{ type: uri, label: \"{Name}\", uri: \"tel:0\" }}";
        AssertBound(Buttons($"text: t, actions: [ {action} ]"), 20, "a label");
        AssertBound(Buttons($"text: t, actions: [ {Open} ], defaultAction: {action}"), 20, "a label");
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Buttons_HaveFourActionsAtMost(int count, bool isTaken) => AssertFile(
        isTaken,
        $"messages: [ {{ type: template, altText: a, template: {{ type: buttons, text: t, actions: [ {Several(Open, count)} ] }} }} ]\n",
        "1: 5 actions; LINE takes up to 4");

    [Theory]
    [InlineData("", 120)]
    [InlineData("title: t, ", 60)]
    public void Column_TextIsBoundedByWhatStandsAboveIt(string above, int most) => AssertBound(
        MessageCases.Line(Defaults + $"messages: [ {{ type: template, altText: a, template: {{ type: carousel, columns: [ {{ {above}text: \"{Name}\", actions: [ {Open} ] }} ] }} }} ]\n"),
        most,
        "'text'");

    [Theory]
    [InlineData(10, 3, null)]
    [InlineData(11, 3, "1: 11 columns of a carousel; LINE takes up to 10")]
    [InlineData(1, 4, "1: 4 actions; LINE takes up to 3")]
    public void Carousel_HasTenColumnsOfThreeActionsAtMost(int columns, int actions, string? fault) => AssertFile(
        fault is null,
        $"messages: [ {{ type: template, altText: a, template: {{ type: carousel, columns: [ {Several($"{{ text: t, actions: [ {Several(Open, actions)} ] }}", columns)} ] }} }} ]\n",
        fault);

    [Fact]
    public void Template_AltTextIsBounded()
    {
        LineTemplate template = MessageCases.Line(
            Defaults + $"messages: [ {{ type: template, altText: \"{Name}\", template: {{ type: buttons, text: t, actions: [ {Open} ] }} }} ]\n");
        Assert.Empty(LineCases.Violations(template, LineCases.Named(1_500)));
        Assert.Equal(["0: 1501 characters of 'altText'; LINE takes up to 1500"], LineCases.Violations(template, LineCases.Named(1_501)));
    }

    /// <summary>In UTF-16 units: an emoji is two.</summary>
    [Fact]
    public void Sender_NameIsBounded()
    {
        LineTemplate template = MessageCases.Line(Defaults + $"messages: [ {{ type: text, text: a, sender: {{ name: \"{Name}\" }} }} ]\n");
        Assert.Empty(LineCases.Violations(template, LineCases.Named(20)));
        Assert.Equal(["0: 21 characters of 'name'; LINE takes up to 20"], LineCases.Violations(template, LineCases.Named(21)));
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Several("🍎", 10, ""))));
        Assert.Single(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Several("🍎", 11, ""))));
    }

    [Theory]
    [InlineData("iconUrl", "sender: { iconUrl: \"URL\" }")]
    [InlineData("imageUrl", "quickReply: { items: [ { type: action, imageUrl: \"URL\", action: { type: message, label: a, text: b } } ] }")]
    public void Icon_AddressIsBounded(string key, string part)
    {
        string file = $"messages: [ {{ type: text, text: a, {part} }} ]\n";
        AssertFile(true, file.Replace("URL", Address(2_000), StringComparison.Ordinal), null);
        AssertFile(false, file.Replace("URL", Address(2_001), StringComparison.Ordinal), $"1: 2001 characters of '{key}'; LINE takes up to 2000");
    }

    [Theory]
    [InlineData("uri: \"tel:0\", altUri: { desktop: \"URL\" }", "desktop", 1_000)]
    [InlineData("uri: \"URL\"", "uri", 1_000)]
    public void Action_AddressIsBounded(string action, string key, int most)
    {
        string file = $"messages: [ {{ type: flex, altText: a, contents: {{ type: bubble, action: {{ type: uri, {action} }} }} }} ]\n";
        AssertFile(true, file.Replace("URL", Address(most), StringComparison.Ordinal), null);
        AssertFile(false, file.Replace("URL", Address(most + 1), StringComparison.Ordinal), $"1: {most + 1} characters of '{key}'; LINE takes up to {most}");
    }

    /// <summary>Numbers are texts on the wire, with their zeros.</summary>
    [Fact]
    public void Sticker_IsWrittenAsLineTakesIt() => Assert.Equal(
        """[{"type":"sticker","packageId":"446","stickerId":"0198"}]""",
        MessageCases.LineJson(MessageCases.Line("messages:\n  - { type: sticker, packageId: 446, stickerId: 0198 }\n"), MessageCases.Minimal));

    private static LineTemplate TextV2(string text) => MessageCases.Line(
        $"{Defaults}messages:\n  - type: textV2\n    text: \"{text}\"\n    substitution: {{ smile: {{ type: emoji, productId: 5ac1bfd5040ab15980c9b435, emojiId: 001 }} }}\n");

    private static LineTemplate Buttons(string parts) =>
        MessageCases.Line($"{Defaults}messages: [ {{ type: template, altText: a, template: {{ type: buttons, {parts} }} }} ]\n");

    /// <summary>In characters as people count them: a family is one.</summary>
    private static void AssertBound(LineTemplate template, int most, string what)
    {
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Several("👩‍👧‍👦", most, ""))));
        string[] over = LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Several("👩‍👧‍👦", most, "") + "x"));
        Assert.Equal([$"0: {most + 1} characters of {what}; LINE takes up to {most}"], over);
    }

    private static void AssertFile(bool isTaken, string file, string? fault)
    {
        string[] faults = [.. MessageReader.ReadLine("m.line.yaml", file).Faults.Select(f => $"{f.Line}: {f.Message}")];
        Assert.Equal(isTaken ? [] : [fault!], faults);
    }

    private static string Address(int length) => "https://a.example/".PadRight(length, 'u');

    private static string Several(string part, int count, string between = ", ") => string.Join(between, Enumerable.Repeat(part, count));
}
