using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>E-mail files that are refused, each with the line to mend.</summary>
public sealed class EmailFaultTests
{
    [Theory]
    [InlineData("", "1: expected '---', then subject and other settings, then '---', then the text of the message")]
    [InlineData("subject: s\n", "1: expected '---', then subject and other settings, then '---', then the text of the message")]
    [InlineData("---\nsubject: s\nbody", "1: expected '---', then subject and other settings, then '---', then the text of the message")]
    [InlineData("---\n---\nx", "1: the file is empty; expected 'key: value' lines")]
    [InlineData("---\npurpose: marketing\n---\nx", "2: 'subject' is missing")]
    [InlineData("---\nsubject: s\nsubjekt: t\n---\nx", "3: 'subjekt' is not known here; expected content, defaults, preheader, purpose, subject")]
    [InlineData("---\nsubject: s\npurpose: ads\n---\nx", "3: 'purpose' must be marketing or transactional, not 'ads'")]
    [InlineData("---\nsubject: |\n  a\n  b\n---\nx", "2: 'subject' must be one line")]
    [InlineData("---\nsubject: \"a\\nb\"\n---\nx", "2: 'subject' must be one line")]
    [InlineData("---\nsubject: \"a\\rb\"\n---\nx", "2: 'subject' must be one line")]
    [InlineData("---\nsubject: s\npreheader: \"a\\nb\"\n---\nx", "3: 'preheader' must be one line")]
    [InlineData("---\nsubject: s\n---\n", "4: the message would be empty for some customers; write a text outside of {{#if}}")]
    [InlineData("---\nsubject: s\n---\n{{#if order}}\nx\n{{/if}}", "4: the message would be empty for some customers; write a text outside of {{#if}}")]
    [InlineData(
        "---\nsubject: \"{{#if order}}x{{/if}}\"\n---\nx",
        "2: 'subject' would be empty for some customers; write a text outside of {{#if}}, or behind {{else}}")]
    [InlineData("---\nsubject: \"{{customer.nam}}\"\n---\nx", "2: 'customer.nam' is not a merge field here; expected one of ")]
    public void File_WithAFault_IsRefusedWithItsLine(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(MessageCases.EmailFaults(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("subject: {{shop.name}}から", "2: not readable as YAML: ")]
    [InlineData("subject: {{shop.name}}", "2: 'subject' must be a text")]
    public void Setting_ThatBeginsWithABraceWithoutQuotes_IsExplained(string setting, string fault)
    {
        string only = MessageCases.EmailFaults($"---\n{setting}\n---\nx")[0];
        Assert.StartsWith(fault, only, StringComparison.Ordinal);
        Assert.EndsWith("; put quotes around a text that begins with '{{'", only, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer.nam: x", "'customer.nam' is not a merge field; expected one of customer.nameWithHonorific, customer.name, ")]
    [InlineData("shop.name: x", "'shop.name' is never missing; remove its default")]
    [InlineData("order.items: x", "'order.items' cannot have a default")]
    [InlineData("customer.name: \"{{shop.name}}\"", "the default of 'customer.name' must be plain text without merge fields")]
    [InlineData("customer.name: \" \"", "the default of 'customer.name' is blank")]
    [InlineData("customer.name: [x]", "'customer.name' must be a text")]
    public void Default_ThatIsNone_IsRefusedWithItsLine(string entry, string fault) =>
        Assert.StartsWith(
            $"4: {fault}",
            Assert.Single(MessageCases.EmailFaults($"---\nsubject: s\ndefaults:\n  {entry}\n---\nx")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("x\n\n<b>y</b>", 6)]
    [InlineData("x <br> y", 4)]
    [InlineData("x\n\n<div>\ny\n</div>", 6)]
    [InlineData("x\n\n<!-- y -->", 6)]
    [InlineData("{{#if order}}\n\n<i>y</i>\n{{/if}}\nx", 6)]
    [InlineData("<a href=\"{{shop.url}}\">x</a>", 4)]
    public void Html_InABody_IsRefusedWithItsLine(string body, int line)
    {
        string[] faults = MessageCases.BodyFaults(body);
        Assert.All(faults, f => Assert.StartsWith($"{line}: HTML cannot be written here; use Markdown ", f, StringComparison.Ordinal));
        Assert.NotEmpty(faults);
    }

    [Theory]
    [InlineData("[x](faq)", "'faq' is not an address; write it in full, beginning with https:, http:, mailto:, tel:")]
    [InlineData("[x]()", "a link needs an address in round brackets")]
    [InlineData("[x](javascript:alert%281%29)", "'javascript:alert%281%29' is not an address; ")]
    [InlineData("<javascript:alert>", "'javascript:alert' is not an address; ")]
    [InlineData("[x][y]\n\n[y]: data:text/html,z", "'data:text/html,z' is not an address; ")]
    [InlineData("[x]({{shop.name}})", "a text is no address; a link can lead to {{shop.url}}, {{links.unsubscribe}}")]
    [InlineData("[x]({{shop.url}}{{shop.url}})", "an address can hold one merge field, at its beginning")]
    [InlineData("[x]({{shop.url}}.evil.example)", "behind the merge field an address must go on with '/', '?' or '#'")]
    [InlineData("[x](https://a.example/?u={{shop.name}})", "an address must begin with a link such as {{shop.url}}, or hold no merge field at all")]
    [InlineData("[x]({{#if order}}{{shop.url}}{{else}}{{shop.name}}{{/if}})", "an address can hold one merge field, at its beginning")]
    [InlineData("![x](http://a.example/g.jpg)", "a picture needs an address that begins with https:// and holds no merge field")]
    [InlineData("![x]({{shop.url}}/g.jpg)", "a picture needs an address that begins with https:// and holds no merge field")]
    public void Link_ThatLeadsToNoAddress_IsRefusedWithItsLine(string link, string fault) =>
        Assert.StartsWith($"6: {fault}", Assert.Single(MessageCases.BodyFaults($"a\n\n{link}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("m.md")]
    [InlineData("Thank.email.md")]
    [InlineData("a--b.email.md")]
    [InlineData("-a.email.md")]
    [InlineData(".email.md")]
    [InlineData("お礼.email.md")]
    public void FileName_ThatGivesNoId_IsRefused(string name) => Assert.Equal(
        ["1: the file's name must be ID.email.md; an id has up to 100 small letters, digits and single hyphens"],
        MessageCases.Faults(MessageReader.ReadEmail(name, "---\nsubject: s\n---\nx")));

    [Theory]
    [InlineData("messages/a-1.email.md", "a-1")]
    [InlineData("C:\\shop\\b2.email.md", "b2")]
    public void FileName_GivesTheId(string name, string id) =>
        Assert.Equal(id, MessageReader.ReadEmail(name, "---\nsubject: s\n---\nx").Value!.Id);

    [Fact]
    public void Id_OfAHundredCharacters_IsTheLongest()
    {
        string id = new('a', 100);
        Assert.Equal(id, MessageReader.ReadEmail(id + ".email.md", "---\nsubject: s\n---\nx").Value!.Id);
        Assert.Null(MessageReader.ReadEmail(id + "a.email.md", "---\nsubject: s\n---\nx").Value);
    }

    [Fact]
    public void File_WithWindowsLineBreaksAndAMark_IsReadTheSame()
    {
        const string File = "\uFEFF---\r\nsubject: s\r\npurpose: transactional\r\n---\r\na\r\nb\r\n";
        EmailTemplate template = MessageReader.ReadEmail("m.email.md", File).Value!;
        Assert.Equal(MessagePurpose.Transactional, template.Purpose);
        RenderedEmail email = MessageRenderer.Render(template, MessageCases.BareLayout, MessageCases.Minimal);
        Assert.Contains("<p>a<br />\nb</p>", email.Html, StringComparison.Ordinal);
        Assert.StartsWith("5: ", Assert.Single(MessageCases.EmailFaults("---\r\nsubject: s\r\n---\r\na\r\n<b>")), StringComparison.Ordinal);
    }

    [Fact]
    public void Purpose_NotGiven_IsMarketing() => Assert.Equal(MessagePurpose.Marketing, MessageCases.Email("x").Purpose);

    [Fact]
    public void Faults_OfOneFile_AreAllNamedFromTheTop() => Assert.Equal(
        ["2", "3", "5", "6"],
        MessageCases.EmailFaults("---\nsubject: \"{{x}}\"\npurpose: y\n---\n{{a.b}}\n{{order.id}}").Select(f => f.Split(':')[0]));
}
