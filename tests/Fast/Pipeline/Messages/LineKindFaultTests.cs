using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Message objects that LINE would refuse for everybody, each with the line to mend.</summary>
public sealed class LineKindFaultTests
{
    private const string V2 = "messages:\n  - type: textV2\n    text: ";
    private const string Smile = "    substitution: { smile: { type: emoji, productId: a, emojiId: 001 } }\n";
    private const string Image = "messages:\n  - type: image\n    previewImageUrl: https://a.example/p.jpg\n    originalContentUrl: ";
    private const string Video = "messages:\n  - type: video\n    previewImageUrl: https://a.example/p.jpg\n    originalContentUrl: https://a.example/v.mp4\n";
    private const string Open = "{ type: uri, label: a, uri: \"tel:0\" }";
    private const string Template = "messages:\n  - type: template\n    altText: a\n    template:\n      ";
    private const string Flex = "messages:\n  - type: flex\n    altText: a\n    contents:\n      ";
    private const string Text = "messages:\n  - type: text\n    text: x\n    ";
    private const string Quick = Text + "quickReply: { items: [ { type: action, action: { label: a, ";
    private const string Https = "a picture or video needs an address that begins with https:// and holds no merge field";
    private const string NotEncoded = "an address must be percent-encoded, without spaces or letters such as あ; ";

    [Theory]
    [InlineData(V2 + "\"{smile}\"\n", "3: '{smile}' is not described under 'substitution'")]
    [InlineData(V2 + "\"x\"\n" + Smile, "3: 'smile' of 'substitution' stands nowhere in the text; write {smile}")]
    [InlineData(V2 + "\"x { {smile}\"\n" + Smile, "3: a single brace is no text; write {key} for an emoji that 'substitution' describes")]
    [InlineData(V2 + "\"x } {smile}\"\n" + Smile, "3: a single brace is no text; ")]
    [InlineData(V2 + "\"x {s-x} {smile}\"\n" + Smile, "3: a single brace is no text; ")]
    [InlineData(V2 + "\"x{{#if order}}{smile}{{/if}}\"\n" + Smile, "3: an emoji must stand outside of {{#if}} and {{#each}}: every customer gets it")]
    [InlineData(V2 + "\"x{{#if order}}{{#if customer.name}}{{else}}{smile}{{/if}}{{/if}}\"\n" + Smile, "3: an emoji must stand outside of {{#if}} and {{#each}}")]
    [InlineData(V2 + "\"{{customer.name}}\"\n", "3: 'customer.name' may be missing; ")]
    [InlineData(V2 + "\" \"\n", "3: 'text' would be empty for some customers, and LINE refuses that; ")]
    [InlineData(V2 + "[x]\n", "3: 'text' must be a text")]
    [InlineData(V2 + "\"{you}\"\n    substitution: { you: { type: mention, productId: a, emojiId: b } }\n", "4: 'type' must be emoji, not 'mention': mentions work in groups alone")]
    [InlineData(V2 + "\"{you}\"\n    substitution: { you: { type: emoji, productId: a } }\n", "4: 'emojiId' is missing")]
    [InlineData(V2 + "\"{you}\"\n    substitution: { you: { type: emoji, productId: a, emojiId: b, size: 1 } }\n", "4: 'size' is not known here; ")]
    [InlineData(V2 + "\"{aaaaaaaaaabbbbbbbbbbc}\"\n", "3: a single brace is no text; ")]
    [InlineData(Image + "http://a.example/i.jpg\n", "4: " + Https)]
    [InlineData(Image + "\"{{shop.url}}/i.jpg\"\n", "4: " + Https)]
    [InlineData(Image + "https://a.example/い.jpg\n", "4: " + NotEncoded)]
    [InlineData(Image + "https://a.example/%E3%8.jpg\n", "4: " + NotEncoded)]
    [InlineData("messages:\n  - type: image\n    originalContentUrl: https://a.example/i.jpg\n", "2: 'previewImageUrl' is missing")]
    [InlineData(Image + "https://a.example/i.jpg\n    trackingId: a\n", "5: 'trackingId' is not known here; ")]
    [InlineData(Video + "    trackingId: あ\n", "5: 'trackingId' must be 1 to 100 half-width letters, ")]
    [InlineData(Video + "    trackingId: a/b\n", "5: 'trackingId' must be 1 to 100 half-width letters, ")]
    [InlineData("messages:\n  - type: template\n    altText: a\n", "2: 'template' is missing; it needs buttons or a carousel")]
    [InlineData(Template + "{ type: confirm }\n", "5: 'type' must be buttons or carousel, not 'confirm'")]
    [InlineData(Template + "{ type: buttons, text: a }\n", "5: buttons need a list under 'actions'")]
    [InlineData(Template + "{ type: buttons, text: a, actions: [] }\n", "5: buttons need a list under 'actions'")]
    [InlineData(Template + "{ type: buttons, text: a, actions: [ x ] }\n", "5: each entry of 'actions' must be a mapping ")]
    [InlineData(Template + "{ type: buttons, actions: [ " + Open + " ] }\n", "5: 'text' is missing")]
    [InlineData(Template + "{ type: buttons, text: a, actions: [ { type: uri, uri: \"tel:0\" } ] }\n", "5: a button needs a 'label'")]
    [InlineData(Template + "{ type: buttons, text: a, colour: red, actions: [ " + Open + " ] }\n", "5: 'colour' is not known here; ")]
    [InlineData(Template + "{ type: buttons, text: a, imageSize: big, actions: [ " + Open + " ] }\n", "5: 'imageSize' must be cover or contain")]
    [InlineData(Template + "{ type: buttons, text: a, imageAspectRatio: wide, actions: [ " + Open + " ] }\n", "5: 'imageAspectRatio' must be rectangle or square")]
    [InlineData(Template + "{ type: buttons, text: a, thumbnailImageUrl: \"http://a.example\", actions: [ " + Open + " ] }\n", "5: " + Https)]
    [InlineData(Template + "{ type: carousel }\n", "5: a carousel needs a list under 'columns'")]
    [InlineData(Template + "{ type: carousel, columns: [ { text: a, actions: [ " + Open + " ] }, { text: a, title: b, actions: [ " + Open + " ] } ] }\n", "5: the columns must be alike: ")]
    [InlineData(Template + "{ type: carousel, columns: [ { text: a, actions: [ " + Open + " ] }, { text: a, actions: [ " + Open + ", " + Open + " ] } ] }\n", "5: the columns must be alike: ")]
    [InlineData(Flex + "{ type: bubble, size: tera }\n", "5: 'size' must be one of nano, micro, deca, hecto, kilo, mega, giga, not 'tera'")]
    [InlineData(Flex + "{ type: carousel, contents: [ { type: bubble, size: nano }, { type: bubble } ] }\n", "5: the bubbles of a carousel must have one 'size'; without one it is mega")]
    [InlineData(Flex + "{ type: carousel, contents: [ { type: box } ] }\n", "5: a carousel holds nothing but bubbles")]
    [InlineData(Flex + "{ type: bubble, body: { type: box, contents: [ { type: button } ] } }\n", "5: a button needs an 'action'")]
    [InlineData(Flex + "{ type: bubble, body: { type: box, contents: [ { type: button, action: { type: uri, uri: \"tel:0\" } } ] } }\n", "5: a button needs a 'label'")]
    [InlineData(Flex + "{ type: bubble, action: { type: uri, uri: \"https://a.example/い\" } }\n", "5: " + NotEncoded)]
    [InlineData(Flex + "{ type: bubble, action: { type: uri, uri: \"{{shop.url}}/い\" } }\n", "5: " + NotEncoded)]
    [InlineData(Flex + "{ type: bubble, action: { type: uri, uri: \"tel:0\", altUri: { desktop: \"javascript:x\" } } }\n", "5: 'javascript:x' is not an address; ")]
    [InlineData(Flex + "{ type: bubble, action: { type: uri } }\n", "5: 'uri' is missing")]
    [InlineData(Flex + "{ type: bubble, action: { type: message } }\n", "5: 'text' is missing")]
    [InlineData(Flex + "{ type: bubble, action: { type: camera } }\n", "5: 'type' must be one of uri, message, postback, datetimepicker, clipboard, not 'camera'")]
    [InlineData(Quick + "type: postback } } ] }\n", "4: 'data' is missing")]
    [InlineData(Quick + "type: postback, data: a, text: b, displayText: c } } ] }\n", "4: 'displayText' and 'text' cannot stand together")]
    [InlineData(Quick + "type: datetimepicker, data: a, mode: year } } ] }\n", "4: 'mode' must be date, time or datetime")]
    [InlineData(Quick + "type: call } } ] }\n", "4: 'type' must be one of uri, message, postback, datetimepicker, clipboard, camera, cameraRoll, location, not 'call'")]
    [InlineData(Text + "sender: {}\n", "4: 'sender' needs a 'name' or an 'iconUrl'")]
    [InlineData(Text + "sender: { name: a, colour: red }\n", "4: 'colour' is not known here; ")]
    [InlineData(Text + "sender: { iconUrl: \"http://a.example/i.png\" }\n", "4: " + Https)]
    public void File_WithAFault_IsRefusedWithItsLine(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(MessageCases.LineFaults(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData(V2 + "\"x {smile}{smile} y\"\n" + Smile)]
    [InlineData(V2 + "\"{aaaaaaaaaabbbbbbbbbb}\"\n    substitution: { aaaaaaaaaabbbbbbbbbb: { type: emoji, productId: a, emojiId: b } }\n")]
    [InlineData(V2 + "x\n")]
    [InlineData(Image + "https://a.example/%E3%81%84.jpg?a=1&b=(2)\n")]
    [InlineData(Video + "    trackingId: \"a-Z.=,+*()%$&;:@{}!?<>[]9\"\n")]
    [InlineData(Template + "{ type: buttons, text: a, imageSize: contain, imageAspectRatio: square, defaultAction: " + Open + ", actions: [ " + Open + " ] }\n")]
    [InlineData(Template + "{ type: carousel, columns: [ { text: a, title: t, actions: [ " + Open + " ] }, { text: a, title: t, actions: [ " + Open + " ] } ] }\n")]
    [InlineData(Flex + "{ type: carousel, contents: [ { type: bubble, size: mega }, { type: bubble } ] }\n")]
    [InlineData(Flex + "{ type: bubble, body: { type: box, contents: [ { type: button, action: " + Open + " } ] } }\n")]
    [InlineData(Quick + "type: cameraRoll } } ] }\n")]
    [InlineData(Quick + "type: datetimepicker, data: 1, mode: date } } ] }\n")]
    [InlineData(Text + "sender: { name: \"{{shop.name}}\", iconUrl: \"https://a.example/i.png\" }\n")]
    public void File_ThatLineTakes_IsTaken(string text) => Assert.NotNull(MessageCases.Line(text));
}
