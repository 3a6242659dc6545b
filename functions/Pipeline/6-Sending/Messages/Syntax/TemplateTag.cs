using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

internal enum TagKind
{
    Field,
    If,
    Each,
    Else,
    EndIf,
    EndEach,
    Part,
}

/// <summary>What stands between <c>{{</c> and <c>}}</c>.</summary>
/// <param name="Name">Empty where the tag names nothing.</param>
internal sealed partial record TemplateTag(TagKind Kind, string Name)
{
    private const string Allowed = "{{customer.name}}, {{#if order}}…{{else}}…{{/if}}, {{#each order.items}}…{{/each}} and {{> part}}";

    /// <summary>The tag, or why it is none. Handlebars knows more; the rest could fail, or leave a value
    /// unescaped, for one customer.</summary>
    public static (TemplateTag? Tag, string? Fault) Read(string inside)
    {
        string text = inside.Trim();
        if (text.StartsWith('{'))
        {
            return (null, "'{{{' would put a value in without protection; write two braces: {{customer.name}}");
        }

        if (Block().Match(text) is { Success: true } block)
        {
            return (new TemplateTag(block.Groups[1].Value == "if" ? TagKind.If : TagKind.Each, block.Groups[2].Value), null);
        }

        if (Inclusion().Match(text) is { Success: true } part)
        {
            return (new TemplateTag(TagKind.Part, part.Groups[1].Value), null);
        }

        return text switch
        {
            "" => (null, "'{{}}' names no merge field"),
            "else" => (new TemplateTag(TagKind.Else, ""), null),
            "/if" => (new TemplateTag(TagKind.EndIf, ""), null),
            "/each" => (new TemplateTag(TagKind.EndEach, ""), null),
            ['>', ..] => (null, $"'{{{{{text}}}}}' names no part; write its id in small letters, digits and single hyphens: {{{{> signature}}}}"),
            _ when Path().IsMatch(text) => (new TemplateTag(TagKind.Field, text), null),
            _ => (null, $"'{{{{{text}}}}}' is not available; a message may use {Allowed}"),
        };
    }

    [GeneratedRegex(@"^#(if|each)\s+([A-Za-z]+(?:\.[A-Za-z]+)*)$")]
    private static partial Regex Block();

    [GeneratedRegex(@"^>\s*((?=.{1,100}$)[a-z0-9]+(?:-[a-z0-9]+)*)$")]
    private static partial Regex Inclusion();

    [GeneratedRegex(@"^[A-Za-z]+(\.[A-Za-z]+)*$")]
    private static partial Regex Path();
}
