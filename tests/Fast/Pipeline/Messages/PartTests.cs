using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Parts are read with the messages that include them, as if their words stood there.</summary>
public sealed class PartTests
{
    private const string Head = "---\nsubject: s\n---\n";  // the body begins on line 4

    private static readonly (string, string) Signature = ("signature", "---\nname: 署名\n---\n{{shop.name}}\n{{shop.url}}\n");

    [Fact]
    public void Email_WithAPart_ReadsAsIfItsWordsStoodThere()
    {
        EmailTemplate mail = Sound(Email("こんにちは\n\n{{> signature}}\n", Signature));
        RenderedEmail rendered = MessageRenderer.Render(mail, MessageCases.BareLayout, MessageCases.Minimal);
        Assert.Contains("こんにちは\n\nこもれび商店\nhttps://komorebi.example\n", rendered.Text, StringComparison.Ordinal);
        Assert.Contains("<p>こもれび商店<br />\nhttps://komorebi.example</p>", rendered.Html, StringComparison.Ordinal);
        Assert.Equal(["signature"], mail.Parts);
    }

    [Fact]
    public void Line_WithAPart_ReadsAsIfItsWordsStoodThere()
    {
        LineTemplate line = Sound(Line("|\n      こんにちは\n      {{>signature}}\n", Signature));
        Assert.Equal("[{\"type\":\"text\",\"text\":\"こんにちは\\nこもれび商店\\nhttps://komorebi.example\"}]", MessageCases.LineJson(line, MessageCases.Minimal));
    }

    [Fact]
    public void Part_InsideAPart_IsBroughtAlong()
    {
        EmailTemplate mail = Sound(Email("{{> closing}}", Signature, ("closing", "---\nname: 結び\n---\nそれでは。\n\n{{> signature}}\n")));
        Assert.Contains("それでは。\n\nこもれび商店", MessageRenderer.Render(mail, MessageCases.BareLayout, MessageCases.Minimal).Text, StringComparison.Ordinal);
        Assert.Equal(["closing", "signature"], mail.Parts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Part_InsideABlock_CountsForThoseOfTheBlockAlone()
    {
        EmailTemplate mail = Sound(Email("a\n\n{{#if order}}\n{{> thanks}}\n{{/if}}\n", ("thanks", "---\nname: お礼\n---\n{{order.id}}\n")));
        Assert.Contains("A-1001", MessageRenderer.Render(mail, MessageCases.BareLayout, MessageCases.Full).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A-1001", MessageRenderer.Render(mail, MessageCases.BareLayout, MessageCases.Minimal).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\nname: x\n---\n\na\n{{customer.name}}\n", "m.email.md:6: in the part 'p', line 6: 'customer.name' may be missing; put {{#if customer.name}}")]
    [InlineData("---\nname: x\n---\n{{customer.nam}}\n", "parts/p.md:4: 'customer.nam' is not a merge field here; ")]
    [InlineData("---\nname: x\n---\na\n<b>x</b>\n", "parts/p.md:5: HTML cannot be written here")]
    [InlineData("---\nname: x\n---\n[a](b)\n", "parts/p.md:4: 'b' is not an address")]
    [InlineData("---\nname: x\n---\n \n", "parts/p.md:5: the part is empty; ")]
    [InlineData("---\nname: x\n---\n}a\n", "parts/p.md:4: a part cannot begin with '}'; ")]
    [InlineData("---\nname: x\n---\na\nb{\n", "parts/p.md:5: a part cannot end with '{'; ")]
    [InlineData("---\nname: x\n---\nb\\\n", "parts/p.md:4: a part cannot end with '\\'; ")]
    [InlineData("---\nname: x\nsubject: y\n---\na\n", "parts/p.md:3: 'subject' is not known here; expected name")]
    [InlineData("---\n# nothing\n---\na\n", "parts/p.md:1: the file is empty")]
    [InlineData("---\nname: \"a\\nb\"\n---\na\n", "parts/p.md:2: 'name' must be one line of at most 60 characters")]
    [InlineData("just words\n", "parts/p.md:1: expected '---', then 'name: …', then '---', then the words of the part")]
    [InlineData("---\nname: x\n---\n{{> p}}\n", "parts/p.md:4: parts include each other in a circle (p → p); take '{{> p}}' out of one of them")]
    [InlineData("---\nname: x\n---\n{{> q}}\n", "parts/p.md:4: there is no part 'q'; write it as 'parts/q.md', or name one of p")]
    public void Part_WithAFault_IsRefusedWithItsPlace(string part, string fault)
    {
        string[] faults = [.. Email("a\n\n{{> p}}\n", ("p", part)).Faults.Select(f => f.ToString())];
        Assert.Contains(faults, f => f.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Part_ThatIsFaulty_IsSaidWhereItIsIncluded() =>
        Assert.Equal("m.email.md:6: the part 'p' cannot be used before its own faults are mended", Email("a\n\n{{> p}}\n", ("p", "x")).Faults[0].ToString());

    [Fact]
    public void Parts_InACircle_AreRefused_WhicheverIsReadFirst()
    {
        (string, string)[] circle = [("a", "---\nname: a\n---\n{{> b}}\n"), ("b", "---\nname: b\n---\nx {{> a}}\n")];
        Assert.Contains("parts/b.md:4: parts include each other in a circle (a → b → a); take '{{> a}}' out of one of them", Email("{{> a}}", circle).Faults.Select(f => f.ToString()));
        Assert.Contains("parts/a.md:4: parts include each other in a circle (b → a → b); take '{{> b}}' out of one of them", Email("{{> b}}", circle).Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Parts_InsideEachOther_GoThreeDeep()
    {
        static (string, string) Of(int i, int last) => ($"p{i}", $"---\nname: p\n---\nx{(i < last ? $" {{{{> p{i + 1}}}}}" : "")}\n");
        Assert.Empty(Email("{{> p1}}", Of(1, 3), Of(2, 3), Of(3, 3)).Faults);
        Assert.Contains(
            "parts/p1.md:4: more than 3 parts inside each other (p2, p3, p4); write the words of the innermost one out",
            Email("{{> p1}}", Of(1, 4), Of(2, 4), Of(3, 4), Of(4, 4)).Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Parts_ThatGrowOutOfAllProportion_AreRefused()
    {
        string large = new('x', 50_000);
        Assert.Empty(Email(string.Concat(Enumerable.Repeat("{{> p}}\n", 4)), ("p", $"---\nname: x\n---\n{large}\n")).Faults);
        Assert.Equal(
            "m.email.md:8: the parts of this file have more than 200000 characters together",
            Assert.Single(Email(string.Concat(Enumerable.Repeat("{{> p}}\n", 5)), ("p", $"---\nname: x\n---\n{large}\n")).Faults).ToString());
    }

    [Theory]
    [InlineData("**a**")]
    [InlineData("[a](https://a.example/)")]
    [InlineData("![a](https://a.example/a.png)")]
    [InlineData("## a")]
    [InlineData("a `b`")]
    [InlineData("<https://a.example/>")]
    public void Part_WithMarkdown_IsForMailsAlone(string words)
    {
        (string, string) part = ("p", $"---\nname: x\n---\n{words}\n");
        Assert.Empty(Email("{{> p}}", part).Faults);
        Assert.StartsWith("m.line.yaml:3: the part 'p' holds Markdown such as **bold** or [words](address), which LINE shows as it stands", Line("\"{{> p}}\"", part).Faults[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("――――\n店名\nhttps://a.example/")]
    [InlineData("- a\n- b")]
    [InlineData("a\n---\nb")]
    [InlineData("※a * b * c")]
    public void Part_OfPlainWords_IsForLineToo(string words) => Assert.Empty(Line("\"{{> p}}\"", ("p", $"---\nname: x\n---\n{words}\n")).Faults);

    [Fact]
    public void Part_OutsideOfTheText_IsRefused()
    {
        Assert.Equal(
            "m.email.md:2: '{{> signature}}' cannot stand here; a part belongs into the text of an e-mail or of a LINE message",
            Assert.Single(MessageReader.ReadEmail("m.email.md", "---\nsubject: \"{{> signature}}\"\n---\nx\n", Parts(Signature)).Faults).ToString());
        Assert.StartsWith(
            "m.line.yaml:3: '{{> signature}}' cannot stand here",
            MessageReader.ReadLine("m.line.yaml", "messages:\n  - type: flex\n    altText: \"{{> signature}}\"\n    contents: { type: bubble }\n", Parts(Signature)).Faults[0].ToString(),
            StringComparison.Ordinal);
    }

    /// <summary>What follows a part keeps its own line.</summary>
    [Fact]
    public void Fault_BehindAPart_IsSaidOfItsOwnLine() => Assert.Equal(
        ["m.email.md:7: HTML cannot be written here; use Markdown such as **bold**, or change the layout in _layout.html"],
        Email("a\n\n{{> signature}}\n<b>\n", Signature).Faults.Select(f => f.ToString()).Take(1));

    [Fact]
    public void Name_IsWhatPeopleRead()
    {
        MessagePart part = Parts(("p", "---\nname: { ja: 署名, en: Signature }\n---\nx\n")).Read("p")!.Value!;
        Assert.Equal(("署名", "Signature", "p"), (part.Name.Ja, part.Name.En, part.Id));
    }

    [Fact]
    public void Names_SeeThroughParts()
    {
        Assert.Equal(["a", "b"], PartNames.In("{{> a}} {{>b}} {{> a}} {{c}}"));
        Assert.Equal(["a", "b", "c"], PartNames.Closure("{{> a}}", id => id switch { "a" => "{{> b}}", "b" => "{{> c}} {{> a}}", _ => null }).Order(StringComparer.Ordinal));
        Assert.Equal(("x", null, null), (PartNames.IdOf("parts/x.md"), PartNames.IdOf("parts/.md"), PartNames.IdOf("messages/x.md")));
    }

    private static TemplateReading<EmailTemplate> Email(string body, params (string, string)[] parts) => MessageReader.ReadEmail("m.email.md", Head + body, Parts(parts));

    private static TemplateReading<LineTemplate> Line(string text, params (string, string)[] parts) =>
        MessageReader.ReadLine("m.line.yaml", $"messages:\n  - type: text\n    text: {text}\n", Parts(parts));

    private static MessageParts Parts(params (string Id, string Text)[] parts) => new(parts.ToDictionary(p => PartNames.PathOf(p.Id), p => p.Text));

    private static T Sound<T>(TemplateReading<T> reading)
        where T : class
    {
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }
}
