using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>LINE files that are refused, each with the line to mend.</summary>
public sealed class LineFaultTests
{
    private const string Text = "messages:\n  - type: text\n    text: ";
    private const string Flex = "messages:\n  - type: flex\n    altText: a\n    contents:\n      type: bubble\n      ";

    [Theory]
    [InlineData("", "1: the file is empty; expected 'key: value' lines")]
    [InlineData("defaults: { customer.name: x }\n", "1: 'messages' is missing")]
    [InlineData("messages: []\n", "1: 0 messages; LINE takes 1 to 5 at once")]
    [InlineData("messages:\n  - text\n", "2: each entry of 'messages' must be a mapping such as { id: … }")]
    [InlineData("messages:\n  - { text: x }\n", "2: 'type' is missing")]
    [InlineData("messages:\n  - { type: audio, packageId: x }\n", "2: 'type' must be text, textV2, sticker, image, video, template or flex, not 'audio'")]
    [InlineData("messages:\n  - { type: sticker, packageId: 446 }\n", "2: 'stickerId' is missing")]
    [InlineData("messages:\n  - { type: sticker, packageId: x1, stickerId: 1988 }\n", "2: 'packageId' must be a number of LINE's list of stickers, such as 446")]
    [InlineData("messages:\n  - { type: sticker, packageId: 446, stickerId: \"{{order.id}}\" }\n", "2: 'stickerId' must be a number")]
    [InlineData("messages:\n  - type: text\n", "2: 'text' is missing")]
    [InlineData("messages:\n  - type: text\n    text: x\n    tekst: y\n", "4: 'tekst' is not known here; expected quickReply, sender, text, type")]
    [InlineData("messages:\n  - type: text\n    text: [x]\n", "3: 'text' must be a text")]
    [InlineData("messages:\n  - type: flex\n    altText: x\n", "2: 'contents' is missing; a flex message needs a bubble or a carousel")]
    [InlineData("messages:\n  - type: flex\n    altText: x\n    contents: { type: box }\n", "4: 'type' must be bubble or carousel, not 'box'")]
    [InlineData("messages:\n  - type: flex\n    altText: x\n    contents: { type: carousel }\n", "4: a carousel needs a list of bubbles under 'contents'")]
    [InlineData("messages:\n  - type: flex\n    altText: x\n    contents: { type: carousel, contents: [] }\n", "4: a carousel needs a list of bubbles under 'contents'")]
    [InlineData("messages:\n  - type: flex\n    contents: { type: bubble }\n", "2: 'altText' is missing")]
    [InlineData("colour: red\nmessages:\n  - { type: text, text: x }\n", "1: 'colour' is not known here; expected content, defaults, messages")]
    [InlineData(Text + "\"{{customer.name}}\"\n", "3: 'customer.name' may be missing; ")]
    [InlineData(Text + "|\n      a\n      {{x}}\n", "5: 'x' is not a merge field here; ")]
    [InlineData(Text + "\" \"\n", "3: 'text' would be empty for some customers, and LINE refuses that; ")]
    [InlineData(Text + "\"{{#if order}}x{{/if}}\"\n", "3: 'text' would be empty for some customers, and LINE refuses that; ")]
    [InlineData(Flex + "body: { type: box, contents: [ { type: text, text: \"\" } ] }\n", "6: 'text' would be empty for some customers, and LINE refuses that; ")]
    [InlineData(Flex + "body: { type: }\n", "6: 'type' has no value")]
    [InlineData(Flex + "body: ~\n", "6: 'body' has no value")]
    [InlineData(Flex + "\"{{shop.name}}\": x\n", "6: expected 'key: value'; put quotes around a text that begins with '{'")]
    [InlineData(Flex + "action: { type: uri, uri: \"{{shop.name}}\" }\n", "6: a text is no address; a link can lead to {{shop.url}}, {{links.unsubscribe}}")]
    [InlineData(Flex + "action: { type: uri, uri: \"javascript:x\" }\n", "6: 'javascript:x' is not an address; write it in full, beginning with https:, http:, line:, tel:")]
    [InlineData(Flex + "action: { type: uri, uri: \"{{#if order}}https://a.example{{/if}}\" }\n", "6: an address cannot hold {{#if}} or {{#each}}")]
    [InlineData(Flex + "hero: { type: image, url: \"http://a.example/g.jpg\" }\n", "6: a picture or video needs an address that begins with https:// ")]
    [InlineData(Flex + "hero: { type: image, url: \"{{shop.url}}/g.jpg\" }\n", "6: a picture or video needs an address that begins with https:// ")]
    [InlineData(Text + "x\n    quickReply: x\n", "4: 'quickReply' must be a mapping")]
    [InlineData(Text + "x\n    quickReply: { items: [] }\n", "4: a quick reply needs a list of actions under 'items'")]
    [InlineData(Text + "x\n    quickReply: { items: [ { type: action, action: { type: message, text: x } } ] }\n", "4: an entry of a quick reply needs an 'action' with a 'label'")]
    [InlineData(Text + "x\n    quickReply: { items: [ { type: action, action: { type: message, label: a, text: x } } ] }\n  - { type: text, text: x }\n", "4: LINE shows a quick reply under the last message alone; write it there")]
    public void File_WithAFault_IsRefusedWithItsLine(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(MessageCases.LineFaults(text)), StringComparison.Ordinal);

    [Fact]
    public void Text_ThatBeginsWithABraceWithoutQuotes_IsExplained() => Assert.EndsWith(
        "; put quotes around a text that begins with '{{'",
        MessageCases.LineFaults(Text + "{{shop.name}}です\n")[0],
        StringComparison.Ordinal);

    [Fact]
    public void FixedText_LongerThanLineTakes_IsRefusedAtOnce()
    {
        string ok = new('x', LineCases.TextMax);
        Assert.Null(Record.Exception(() => MessageCases.LineText(ok)));
        Assert.Equal(["2: 5001 characters of 'text'; LINE takes up to 5000"], MessageCases.LineFaults($"{Text}\"{ok}y\"\n"));
    }

    [Fact]
    public void Text_OfWhichNobodyGetsBothSides_IsTaken() =>
        Assert.NotNull(MessageCases.LineText("x{{#if order}}" + new string('a', 3_000) + "{{else}}" + new string('b', 3_000) + "{{/if}}"));

    [Fact]
    public void Values_OfEveryKind_KeepTheirKind()
    {
        LineTemplate template = MessageCases.Line(
            Flex + "body:\n        { type: box, flex: 1, n: -2.5, s: \"1\", b: true, t: \"true\", v: 1.0.0, zero: 007,\n"
            + "          contents: [ { type: text, text: 20, wrap: false } ] }\n");
        Assert.Contains(
            "\"body\":{\"type\":\"box\",\"flex\":1,\"n\":-2.5,\"s\":\"1\",\"b\":true,\"t\":\"true\",\"v\":\"1.0.0\",\"zero\":\"007\","
            + "\"contents\":[{\"type\":\"text\",\"text\":\"20\",\"wrap\":false}]}",
            MessageCases.LineJson(template, MessageCases.Minimal),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line://ti/p/@shop")]
    [InlineData("tel:0312345678")]
    [InlineData("{{links.unsubscribe}}#x")]
    public void Address_ThatLineOpens_IsTaken(string uri) =>
        Assert.NotNull(MessageCases.Line(Flex + $"action: {{ type: uri, uri: \"{uri}\" }}\n"));

    [Fact]
    public void FileName_GivesTheId()
    {
        Assert.Equal("a-1", MessageReader.ReadLine("x/a-1.line.yaml", Text + "x\n").Value!.Id);
        Assert.Equal(
            ["1: the file's name must be ID.line.yaml; an id has up to 100 small letters, digits and single hyphens"],
            MessageCases.Faults(MessageReader.ReadLine("a.yaml", Text + "x\n")));
    }
}
