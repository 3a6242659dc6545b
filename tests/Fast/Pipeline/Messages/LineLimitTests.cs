using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>LINE's limits for a message with its values, each on both sides.</summary>
public sealed class LineLimitTests
{
    private static readonly string Name = "{{customer.name}}";

    [Fact]
    public void Text_IsBoundedInUtf16Units()
    {
        LineTemplate template = LineCases.Text("ab{{customer.name}}");
        Assert.Empty(LineCases.Violations(template, LineCases.Named(LineCases.TextMax - 2)));
        AssertRefused("0: 5001 characters of 'text'; LINE takes up to 5000", template, LineCases.Named(LineCases.TextMax - 1));

        // An emoji counts twice.
        string emoji = string.Concat(Enumerable.Repeat("🍎", 2_499));
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(emoji)));
        Assert.Single(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(emoji + "n")));
    }

    [Fact]
    public void AltText_IsBounded()
    {
        LineTemplate template = LineCases.Flex(LineCases.Bubble("x"), Name);
        Assert.Empty(LineCases.Violations(template, LineCases.Named(LineCases.AltTextMax)));
        AssertRefused("0: 1501 characters of 'altText'; LINE takes up to 1500", template, LineCases.Named(LineCases.AltTextMax + 1));
    }

    [Fact]
    public void Bubble_IsBoundedInBytesOfItsJson()
    {
        LineTemplate template = LineCases.Flex(LineCases.Bubble(Name));
        int frame = """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":""}]}}""".Length;
        Assert.Empty(LineCases.Violations(template, LineCases.Named(LineCases.BubbleBytesMax - frame)));
        MergeData over = LineCases.Named(LineCases.BubbleBytesMax - frame + 1);
        AssertRefused("0: 30001 bytes of a bubble; LINE takes up to 30000", template, over);

        // Japanese takes three bytes a character, not six: it is not escaped.
        int characters = (LineCases.BubbleBytesMax - frame) / 3;
        Assert.Empty(LineCases.Violations(template, LineCases.Named(characters, '山')));
        Assert.Single(LineCases.Violations(template, LineCases.Named(characters + 1, '山')));
    }

    [Fact]
    public void Carousel_IsBoundedInBytesOfItsJson()
    {
        LineTemplate template = LineCases.Flex($"{{ type: carousel, contents: [ {LineCases.Bubble(Name)}, {LineCases.Bubble(Name)} ] }}");
        const string Bubble = """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":""}]}}""";
        int frame = ("""{"type":"carousel","contents":[,]}""" + Bubble + Bubble).Length;
        int most = (LineCases.CarouselBytesMax - frame) / 2;
        Assert.Empty(LineCases.Violations(template, LineCases.Named(most)));
        string over = Assert.Single(LineCases.Violations(template, LineCases.Named(most + 1)));
        Assert.EndsWith(" bytes of a carousel; LINE takes up to 50000", over, StringComparison.Ordinal);
    }

    [Fact]
    public void Bubble_InACarousel_HasItsOwnBound()
    {
        LineTemplate template = LineCases.Flex($"{{ type: carousel, contents: [ {LineCases.Bubble("x")}, {LineCases.Bubble(Name)} ] }}");
        string over = Assert.Single(LineCases.Violations(template, LineCases.Named(LineCases.BubbleBytesMax)));
        Assert.EndsWith(" bytes of a bubble; LINE takes up to 30000", over, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void Carousel_TakesTwelveBubbles(int count, bool isTaken)
    {
        string bubbles = string.Join(", ", Enumerable.Repeat(LineCases.Bubble("x"), count));
        string file = $"messages:\n  - {{ type: flex, altText: a, contents: {{ type: carousel, contents: [ {bubbles} ] }} }}\n";
        string[] faults = [.. MessageReader.ReadLine("m.line.yaml", file).Faults.Select(f => f.ToString())];
        Assert.Equal(isTaken ? [] : ["m.line.yaml:2: 13 bubbles of a carousel; LINE takes up to 12"], faults);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Message_HasFiveObjectsAtMost(int count, bool isTaken)
    {
        string file = "messages:\n" + string.Concat(Enumerable.Repeat("  - { type: text, text: x }\n", count));
        string[] faults = [.. MessageReader.ReadLine("m.line.yaml", file).Faults.Select(f => f.ToString())];
        Assert.Equal(isTaken ? [] : ["m.line.yaml:2: 6 messages; LINE takes 1 to 5 at once"], faults);
    }

    [Fact]
    public void Address_IsBounded()
    {
        LineTemplate template = LineCases.Flex("{ type: bubble, action: { type: uri, uri: \"{{links.unsubscribe}}\" } }");
        Assert.Empty(LineCases.Violations(template, Linked(1_000)));
        Assert.Equal(["0: 1001 characters of 'uri'; LINE takes up to 1000"], LineCases.Violations(template, Linked(1_001)));

        static MergeData Linked(int length) => MergeData.For(MessageCases.Sender, new Uri("https://a.example/".PadRight(length, 'u')));
    }

    [Fact]
    public void Label_IsBoundedInCharactersAsPeopleCount()
    {
        LineTemplate template = LineCases.Flex($"{{ type: bubble, action: {{ type: uri, label: \"{Name}\", uri: \"tel:0\" }} }}");
        string families = string.Concat(Enumerable.Repeat("👩‍👧‍👦", 40));
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(families)));
        AssertRefused("0: 41 characters of a label; LINE takes up to 40", template, MessageCases.Minimal.WithCustomer(families + "x"));
    }

    [Theory]
    [InlineData("type: postback, data: ", "data", 300)]
    [InlineData("type: postback, data: a=1, displayText: ", "displayText", 300)]
    [InlineData("type: postback, data: a=1, text: ", "text", 300)]
    [InlineData("type: postback, data: a=1, inputOption: openKeyboard, fillInText: ", "fillInText", 300)]
    [InlineData("type: message, text: ", "text", 300)]
    [InlineData("type: clipboard, clipboardText: ", "clipboardText", 1_000)]
    public void Action_TextsAreBounded(string action, string key, int most)
    {
        LineTemplate template = LineCases.Flex($"{{ type: bubble, action: {{ {action}\"{Name}\" }} }}");
        Assert.Empty(LineCases.Violations(template, LineCases.Named(most)));
        AssertRefused($"0: {most + 1} characters of '{key}'; LINE takes up to {most}", template, LineCases.Named(most + 1));
    }

    /// <summary>What people read is counted as they count, what programs read in UTF-16 units: an emoji is one and two.</summary>
    [Theory]
    [InlineData("type: message, text: ", 300)]
    [InlineData("type: postback, data: a=1, displayText: ", 300)]
    [InlineData("type: postback, data: ", 150)]
    public void Action_Texts_CountEmoji(string action, int most)
    {
        LineTemplate template = LineCases.Flex($"{{ type: bubble, action: {{ {action}\"{Name}\" }} }}");
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Apples(most))));
        Assert.Single(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(Apples(most + 1))));
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void QuickReply_HasThirteenActionsAtMost(int count, bool isTaken)
    {
        string items = string.Join(", ", Enumerable.Repeat("{ type: action, action: { type: message, label: a, text: x } }", count));
        string file = $"messages:\n  - {{ type: text, text: x, quickReply: {{ items: [ {items} ] }} }}\n";
        string[] faults = [.. MessageReader.ReadLine("m.line.yaml", file).Faults.Select(f => f.ToString())];
        Assert.Equal(isTaken ? [] : ["m.line.yaml:2: 14 quick replies; LINE takes up to 13"], faults);
    }

    /// <summary>Shorter than elsewhere, and counted as people count.</summary>
    [Fact]
    public void QuickReply_LabelIsBounded()
    {
        LineTemplate template = MessageCases.Line(
            $"defaults: {{ customer.name: x }}\nmessages: [ {{ type: text, text: x, quickReply: {{ items: [ {{ type: action, action: {{ type: message, label: \"{Name}\", text: x }} }} ] }} }} ]\n");
        string families = string.Concat(Enumerable.Repeat("👩‍👧‍👦", 20));
        Assert.Empty(LineCases.Violations(template, MessageCases.Minimal.WithCustomer(families)));
        AssertRefused("0: 21 characters of a label; LINE takes up to 20", template, MessageCases.Minimal.WithCustomer(families + "x"));
        Assert.Contains("\"quickReply\":{\"items\":[{\"type\":\"action\"", MessageCases.LineJson(template, MessageCases.Minimal), StringComparison.Ordinal);
    }

    [Fact]
    public void List_ThatGrowsWithTheOrder_IsMeasuredForEachCustomer()
    {
        LineTemplate template = MessageCases.LineText("はい{{#each order.items}}{{name}}{{/each}}");
        Assert.Empty(LineCases.Violations(template, MessageCases.WithItems(624)));
        Assert.Equal(["0: 5002 characters of 'text'; LINE takes up to 5000"], LineCases.Violations(template, MessageCases.WithItems(625)));
    }

    [Fact]
    public void Violation_NamesTheObjectAndNoneOfItsWords()
    {
        LineTemplate template = MessageCases.Line(
            "defaults: { customer.name: x }\nmessages: [ { type: text, text: a }, { type: text, text: \"{{customer.name}}\" } ]\n");
        string violation = Assert.Single(LineCases.Violations(template, LineCases.Named(5_001, '花')));
        Assert.StartsWith("1: ", violation, StringComparison.Ordinal);
        Assert.DoesNotContain("花", violation, StringComparison.Ordinal);
    }

    private static string Apples(int count) => string.Concat(Enumerable.Repeat("🍎", count));

    private static void AssertRefused(string violation, LineTemplate template, MergeData data) =>
        Assert.Equal([violation], LineCases.Violations(template, data));
}
