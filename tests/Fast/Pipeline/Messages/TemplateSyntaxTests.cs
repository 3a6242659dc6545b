using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>The small language of merge fields: what is not in it is refused with its line, never sent.</summary>
public sealed class TemplateSyntaxTests
{
    [Theory]
    [InlineData("{{{customer.name}}}", "'{{{' would put a value in without protection; write two braces: {{customer.name}}")]
    [InlineData("{{customer.name", "'{{' is not closed; write }} behind the name, on the same line")]
    [InlineData("{{customer.name}", "'{{' is not closed; write }} behind the name, on the same line")]
    [InlineData("{{customer.\nname}}", "'{{' is not closed; write }} behind the name, on the same line")]
    [InlineData("{{a {{shop.name}}", "'{{' is not closed; write }} behind the name, on the same line")]
    [InlineData("{{shop.name}}}", "one '}' too many behind a merge field; two close it")]
    [InlineData("{{#if order}}}x{{/if}}", "one '}' too many behind a merge field; two close it")]
    [InlineData("{{}}", "'{{}}' names no merge field")]
    [InlineData("{{&shop.name}}", "'{{&shop.name}}' is not available; a message may use {{customer.name}}, {{#if order}}")]
    [InlineData("{{> footer}}", "there is no part 'footer'; write it as 'parts/footer.md'")]
    [InlineData("{{> Footer}}", "'{{> Footer}}' names no part; write its id in small letters, digits and single hyphens: {{> signature}}")]
    [InlineData("{{> a b}}", "'{{> a b}}' names no part")]
    [InlineData("{{! note }}", "'{{! note}}' is not available")]
    [InlineData("{{~shop.name}}", "'{{~shop.name}}' is not available")]
    [InlineData("{{lookup shop name}}", "'{{lookup shop name}}' is not available")]
    [InlineData("{{@root.shop_name}}", "'{{@root.shop_name}}' is not available")]
    [InlineData("{{../shop.name}}", "'{{../shop.name}}' is not available")]
    [InlineData("{{#with order}}", "'{{#with order}}' is not available")]
    [InlineData("{{#unless order}}", "'{{#unless order}}' is not available")]
    [InlineData("{{#if}}", "'{{#if}}' is not available")]
    [InlineData("{{else if order}}", "'{{else if order}}' is not available")]
    [InlineData("{{else}}", "'{{else}}' closes or divides nothing that is open here")]
    [InlineData("{{/if}}", "'{{/if}}' closes or divides nothing that is open here")]
    [InlineData("{{#if order}}a", "'{{#if order}}' is not closed; write {{/if}} where it ends")]
    [InlineData("{{#each order.items}}a", "'{{#each order.items}}' is not closed; write {{/each}} where it ends")]
    [InlineData("{{#if order}}a{{else}}b{{else}}c{{/if}}", "'{{else}}' closes or divides nothing that is open here")]
    [InlineData("{{#each order.items}}a{{else}}b{{/each}}", "'{{else}}' closes or divides nothing that is open here")]
    [InlineData("\\{{shop.name}}", "'\\{{' would not be replaced; remove the backslash")]
    [InlineData("{shop.name}", "'{shop.name}' looks like a merge field; write it with two half-width braces on each side: ")]
    [InlineData("{shop.name}}", "'{shop.name}}' looks like a merge field")]
    [InlineData("｛｛shop.name｝｝", "'｛｛shop.name｝｝' looks like a merge field")]
    [InlineData("｛｛お名前｝｝", "'｛｛お名前｝｝' looks like a merge field")]
    [InlineData("a\uFDD01\uFDD1", "'U+FDD0' is not text; remove it")]
    [InlineData("a\uFDEF", "'U+FDEF' is not text; remove it")]
    [InlineData("[x](https://a.example/%ef%b7%90link1%EF%B7%91)", "'%ef%b7%9' is not text; remove it")]
    [InlineData("&#xFDD0;1&#xFDD1;", "'&#xFDD' is not text; remove it")]
    [InlineData("&#64976;1&#64977;", "'&#6497' is not text; remove it")]
    public void Tag_OutsideTheLanguage_IsRefused(string text, string fault) =>
        Assert.Contains(MessageCases.BodyFaults($"a\n\n{text}"), f => f.StartsWith($"6: {fault}", StringComparison.Ordinal));

    [Fact]
    public void Blocks_ThatCross_AreRefused() => Assert.Equal(
        ["4: '{{#each order.items}}' is not closed; write {{/each}} where it ends",
         "4: '{{#if order}}' is not closed; write {{/if}} where it ends",
         "5: '{{/if}}' closes or divides nothing that is open here"],
        MessageCases.BodyFaults("{{#if order}}{{#each order.items}}\n{{/if}}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("{{shop.nam}}", "'shop.nam' is not a merge field here; expected one of customer.nameWithHonorific, ")]
    [InlineData("{{name}}", "'name' is not a merge field here")]
    [InlineData("{{Shop.Name}}", "'Shop.Name' is not a merge field here")]
    [InlineData("{{body}}", "'body' is not a merge field here")]
    [InlineData("{{order.items.name}}", "'order.items.name' is not a merge field here")]
    [InlineData("{{#if customer}}a{{/if}}", "'customer' is not a merge field here")]
    [InlineData("{{order.items}}", "'order.items' is a list; write {{#each order.items}}…{{/each}}")]
    [InlineData("{{order}}", "'order' stands for several merge fields; write one of them, for example order.id")]
    [InlineData("{{#each shop.name}}a{{/each}}", "'shop.name' is not a list; only order.items can be repeated")]
    [InlineData("{{#each order.items}}{{#each order.items}}{{sku}}{{/each}}{{/each}}", "'sku' is not a merge field here; expected one of name, quantity, price, ")]
    public void Name_ThatIsNoFieldHere_IsRefused(string text, string fault) =>
        Assert.StartsWith($"6: {fault}", Assert.Single(MessageCases.BodyFaults($"a\n\n{text}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{customer.name}}", "'customer.name' may be missing; put {{#if customer.name}}…{{/if}} around it, or give it a text under 'defaults'")]
    [InlineData("{{order.id}}", "'order.id' may be missing; put {{#if order}}…{{/if}} around it, or give it a text under 'defaults'")]
    [InlineData("{{#if order}}{{else}}{{order.id}}{{/if}}", "'order.id' may be missing")]
    [InlineData("{{#if customer.name}}{{order.id}}{{/if}}", "'order.id' may be missing")]
    [InlineData("{{#if customer.rankName}}{{customer.name}}{{/if}}", "'customer.name' may be missing")]
    [InlineData("{{#each order.items}}{{price}}{{/each}}", "'price' may be missing; put {{#if price}}…{{/if}} around it")]
    public void Field_ThatMayBeMissing_IsRefused(string text, string fault) =>
        Assert.StartsWith($"6: {fault}", Assert.Single(MessageCases.BodyFaults($"a\n\n{text}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{#if order}}{{order.id}}{{order.total}}{{order.date}}{{/if}}")]
    [InlineData("{{#if order.id}}{{order.total}}{{/if}}")]
    [InlineData("{{#if order.items}}{{order.id}}{{/if}}")]
    [InlineData("{{#each order.items}}{{order.id}}{{name}}{{quantity}}{{#if price}}{{price}}{{/if}}{{shop.url}}{{/each}}")]
    [InlineData("{{#if customer.name}}{{customer.name}}様{{/if}}")]
    [InlineData("{{ shop.name }}{{customer.nameWithHonorific}}")]
    [InlineData("{ } }} {a} {1} 【{b}】 {{#if order}}{{/if}}")]
    public void Field_ThatIsThere_IsTaken(string text) => Assert.Equal("a", MessageCases.Text($"a\n\n{text}", MessageCases.Minimal)[..1]);

    [Theory]
    [InlineData("{{customer.nameWithHonorific}}様", "")]
    [InlineData("{{customer.nameWithHonorific}} さま", "")]
    [InlineData("{{customer.name}}様", "お客さま")]
    [InlineData("{{customer.name}} さん", "お客様")]
    public void Honorific_ThatWouldStandTwice_IsRefused(string text, string byDefault)
    {
        string settings = byDefault.Length == 0 ? "" : $"defaults: {{ customer.name: {byDefault} }}\n";
        string fault = Assert.Single(MessageCases.EmailFaults($"---\nsubject: s\n{settings}---\na\n{text}"));
        string advice = "an honorific would stand twice (お客さま様); write {{customer.nameWithHonorific}} and nothing behind it";
        Assert.Equal($"{(byDefault.Length == 0 ? 5 : 6)}: {advice}", fault);
    }

    [Fact]
    public void Honorific_BehindADefaultWithoutOne_IsTaken() =>
        Assert.Equal("会員様", MessageCases.Text("{{customer.name}}様", MessageCases.Minimal, "defaults: { customer.name: 会員 }\n"));

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(5_000, false)] // would overflow the stack
    public void Blocks_InsideEachOther_AreBounded(int depth, bool isTaken)
    {
        string open = string.Concat(Enumerable.Repeat("{{#if order}}", depth));
        string body = $"a{open}b{open.Replace("#if order", "/if", StringComparison.Ordinal)}";
        if (isTaken)
        {
            Assert.Equal("ab", MessageCases.Text(body, MessageCases.Full));
        }
        else
        {
            Assert.Contains("4: more than 16 blocks inside each other", MessageCases.BodyFaults(body));
        }
    }
}
