using System.Text;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Walks through the HTML of a layout and refuses merge fields where an escaped value could still do harm or would
/// break the page: in a tag, an unquoted or a style attribute, a style sheet, a comment; and a text where an address belongs.</summary>
internal sealed class LayoutPlaces(TemplateFile file)
{
    private static readonly string[] Addresses = ["href", "src", "background", "action", "formaction", "poster", "srcset", "cite", "data"];
    private readonly StringBuilder element = new();
    private readonly StringBuilder attribute = new();
    private Place place;
    private char quote;
    private bool isAtStart;

    private enum Place
    {
        Text,
        TagName,
        Tag,
        Value,
        Comment,
        Style,
    }

    public static void Check(TemplateFile file, IReadOnlyList<TemplateNode> nodes)
    {
        LayoutPlaces places = new(file);
        places.Walk(nodes);
    }

    private void Walk(IReadOnlyList<TemplateNode> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            switch (nodes[i])
            {
                case TemplateNode.Literal literal:
                    WalkLiteral(literal);
                    break;
                case TemplateNode.Field field:
                    CheckField(field, (nodes.ElementAtOrDefault(i + 1) as TemplateNode.Literal)?.Text ?? "");
                    isAtStart = false;
                    break;
                case TemplateNode.If choice:
                    WalkBranch(choice.Line, choice.Then);
                    WalkBranch(choice.Line, choice.Else);
                    break;
                case TemplateNode.Each each:
                    WalkBranch(each.Line, each.Body);
                    break;
            }
        }
    }

    private void WalkBranch(int line, IReadOnlyList<TemplateNode> nodes)
    {
        bool isOutside = place == Place.Text;
        Walk(nodes);
        if (!isOutside || place != Place.Text)
        {
            file.Refuse(line, "a block must begin and end between elements, not inside a tag, a comment or a style sheet");
        }
    }

    private void CheckField(TemplateNode.Field field, string after)
    {
        string name = attribute.ToString();
        bool isAddress = Addresses.Contains(name, StringComparer.OrdinalIgnoreCase);
        string? fault = place switch
        {
            Place.Text => null,
            Place.Value when field.Name == LayoutSlots.Body.Name => "the body belongs between elements, not inside a tag",
            Place.Value when IsScriptOrStyle(name) => $"a merge field cannot stand in '{name}'",
            Place.Value when isAddress && !IsWholeAddress(field, after) =>
                $"'{name}' needs a link at its beginning, such as {{{{links.unsubscribe}}}}, followed by nothing or by '/', '?' or '#'",
            Place.Value => null,
            _ => "a merge field can stand between elements or in a quoted attribute, not here",
        };
        if (fault is not null)
        {
            file.Refuse(field.Line, fault);
        }
    }

    private bool IsWholeAddress(TemplateNode.Field field, string after) =>
        isAtStart
        && MergeFields.Find(field.Name)?.Kind == MergeKind.Link
        && after.Length > 0
        && (after[0] == quote || after[0] is '/' or '?' or '#');

    private static bool IsScriptOrStyle(string name) =>
        name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase);

    private void WalkLiteral(TemplateNode.Literal literal)
    {
        string text = literal.Text;
        for (int i = 0; i < text.Length; i++)
        {
            place = place switch
            {
                Place.Text when StartsAt(text, i, "<!--") => Place.Comment,
                Place.Text when text[i] == '<' => BeginTag(),
                Place.Comment when StartsAt(text, i, "-->") => Place.Text,
                Place.Style when StartsAt(text, i, "</style") => BeginTag(),
                Place.TagName => WalkTagName(text[i], literal.Line + text.AsSpan(0, i).Count('\n')),
                Place.Tag => WalkTag(text[i]),
                Place.Value => WalkValue(text[i]),
                _ => place,
            };
        }
    }

    private Place BeginTag()
    {
        element.Clear();
        attribute.Clear();
        return Place.TagName;
    }

    private Place WalkTagName(char c, int line)
    {
        if (c != '>' && !char.IsWhiteSpace(c))
        {
            element.Append(c);
            return Place.TagName;
        }

        if (element.ToString().Equals("script", StringComparison.OrdinalIgnoreCase))
        {
            file.Refuse(line, "mail programs run no scripts and distrust mail that holds one; remove it");
        }

        return WalkTag(c);
    }

    private Place WalkTag(char c)
    {
        switch (c)
        {
            case '>':
                return element.ToString().Equals("style", StringComparison.OrdinalIgnoreCase) ? Place.Style : Place.Text;
            case '"' or '\'':
                quote = c;
                isAtStart = true;
                return Place.Value;
            case '=':
                return Place.Tag;
            default:
                if (char.IsWhiteSpace(c))
                {
                    attribute.Clear();
                }
                else
                {
                    attribute.Append(c);
                }

                return Place.Tag;
        }
    }

    private Place WalkValue(char c)
    {
        isAtStart = false;
        if (c != quote)
        {
            return Place.Value;
        }

        attribute.Clear();
        return Place.Tag;
    }

    private static bool StartsAt(string text, int at, string what) => text.AsSpan(at).StartsWith(what, StringComparison.OrdinalIgnoreCase);
}
