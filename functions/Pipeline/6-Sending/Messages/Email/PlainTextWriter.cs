using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A body as plain text: for mail programs without HTML, and because mail with HTML alone is often taken for spam.
/// Headings begin with ■, entries with ・, and a link shows its address.</summary>
internal static class PlainTextWriter
{
    private const string Rule = "────────────────────";

    public static string Write(MarkdownDocument document)
    {
        StringBuilder text = new();
        WriteBlocks(text, document, "", "\n\n");
        return text.ToString();
    }

    private static void WriteBlocks(StringBuilder text, ContainerBlock blocks, string indent, string between)
    {
        bool isFirst = true;
        foreach (Block block in blocks.Where(b => b is not LinkReferenceDefinitionGroup))
        {
            text.Append(isFirst ? "" : between);
            isFirst = false;
            WriteBlock(text, block, indent);
        }
    }

    private static void WriteBlock(StringBuilder text, Block block, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                text.Append(indent).Append("■ ").Append(Lines(heading.Inline, indent + "  "));
                break;
            case LeafBlock { Inline: { } inline }:
                text.Append(indent).Append(Lines(inline, indent));
                break;
            case ThematicBreakBlock:
                text.Append(indent).Append(Rule);
                break;
            case CodeBlock code:
                text.Append(indent).Append(code.Lines.ToString().Replace("\n", "\n" + indent, StringComparison.Ordinal));
                break;
            case ListBlock list:
                WriteList(text, list, indent);
                break;
            case QuoteBlock quote:
                WriteBlocks(text, quote, indent + "> ", "\n" + indent + ">\n");
                break;
        }
    }

    private static void WriteList(StringBuilder text, ListBlock list, string indent)
    {
        int number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 1;
        string between = "";
        foreach (ListItemBlock item in list.Cast<ListItemBlock>())
        {
            string marker = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "・";
            StringBuilder entry = new();
            WriteBlocks(entry, item, indent + "  ", list.IsLoose ? "\n\n" : "\n");
            text.Append(between).Append(indent).Append(marker).Append(entry.ToString().TrimStart(' '));
            between = list.IsLoose ? "\n\n" : "\n";
        }
    }

    private static string Lines(ContainerInline? inline, string indent)
    {
        StringBuilder text = new();
        WriteInlines(text, inline);
        return text.ToString().Trim('\n').Replace("\n", "\n" + indent, StringComparison.Ordinal);
    }

    private static void WriteInlines(StringBuilder text, ContainerInline? container)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline { IsImage: false } link:
                    WriteLink(text, link);
                    break;
                case ContainerInline other:
                    WriteInlines(text, other);
                    break;
            }
        }
    }

    private static void WriteLink(StringBuilder text, LinkInline link)
    {
        int start = text.Length;
        WriteInlines(text, link);
        string words = text.ToString(start, text.Length - start);
        string address = link.Url ?? "";
        if (address.Length > 0 && words != address)
        {
            text.Append(words.Length == 0 ? "" : ": ").Append(address);
        }

        // Japanese text may follow at once; without a space it would become part of the address.
        if (link.NextSibling is LiteralInline next && !next.Content.IsEmpty && !char.IsWhiteSpace(next.Content.CurrentChar))
        {
            text.Append(' ');
        }
    }
}
