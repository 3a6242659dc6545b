using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Takes a template's text apart: merge fields and blocks, correctly nested. What is no tag is kept as it is.</summary>
internal sealed partial class TemplateParser(TemplateFile file, string text, int firstLine, PartSource? parts)
{
    private const int DepthMax = 16;
    private readonly Stack<OpenBlock> open = new([new OpenBlock(firstLine, null)]);
    private bool isSound = true;

    /// <summary>The parts; null, with faults, when the text is not a template.</summary>
    /// <param name="parts">Null where none may stand.</param>
    public static IReadOnlyList<TemplateNode>? Parse(TemplateFile file, string text, int firstLine, PartSource? parts)
    {
        TemplateParser parser = new(file, text, firstLine, parts);
        IReadOnlyList<TemplateNode> nodes = parser.ParseAll();
        return parser.isSound ? nodes : null;
    }

    private IReadOnlyList<TemplateNode> ParseAll()
    {
        int from = 0;
        int start;
        while ((start = text.IndexOf("{{", from, StringComparison.Ordinal)) >= 0)
        {
            AddLiteral(from, start);
            int end = EndOf(start);
            if (end < 0)
            {
                Refuse(LineAt(start), "'{{' is not closed; write }} behind the name, on the same line");
                return [];
            }

            if (start > 0 && text[start - 1] == '\\')
            {
                Refuse(LineAt(start), "'\\{{' would not be replaced; remove the backslash");
            }

            if (text[start + 2] != '{' && end + 2 < text.Length && text[end + 2] == '}')
            {
                Refuse(LineAt(start), "one '}' too many behind a merge field; two close it");
            }

            AddTag(LineAt(start), text[(start + 2)..end]);
            from = end + 2;
        }

        AddLiteral(from, text.Length);
        while (open.Count > 1)
        {
            OpenBlock block = open.Pop();
            Refuse(block.Line, $"'{{{{#{block.Word} {block.Tag!.Name}}}}}' is not closed; write {{{{/{block.Word}}}}} where it ends");
        }

        return open.Peek().Nodes;
    }

    private int EndOf(int start)
    {
        int end = text.IndexOf("}}", start + 2, StringComparison.Ordinal);
        ReadOnlySpan<char> inside = end < 0 ? default : text.AsSpan(start + 2, end - start - 2);
        return end < 0 || inside.Contains('\n') || inside.Contains("{{", StringComparison.Ordinal) ? -1 : end;
    }

    private void AddTag(int line, string inside)
    {
        (TemplateTag? tag, string? fault) = TemplateTag.Read(inside);
        switch (tag?.Kind)
        {
            case null:
                Refuse(line, fault!);
                break;
            case TagKind.Field:
                open.Peek().Add(new TemplateNode.Field(line, tag.Name));
                break;
            case TagKind.Part:
                AddPart(line, tag.Name);
                break;
            case TagKind.If or TagKind.Each when open.Count > DepthMax:
                Refuse(line, $"more than {DepthMax} blocks inside each other");
                isSound = false;
                open.Push(new OpenBlock(line, tag));
                break;
            case TagKind.If or TagKind.Each:
                open.Push(new OpenBlock(line, tag));
                break;
            case TagKind.Else when open.Peek() is { Tag.Kind: TagKind.If, HasElse: false } block:
                block.BeginElse();
                break;
            case TagKind.EndIf when open.Peek().Tag?.Kind == TagKind.If:
            case TagKind.EndEach when open.Peek().Tag?.Kind == TagKind.Each:
                OpenBlock closed = open.Pop();
                open.Peek().Add(closed.ToNode());
                break;
            default:
                Refuse(line, $"'{{{{{inside.Trim()}}}}}' closes or divides nothing that is open here");
                break;
        }
    }

    private void AddPart(int line, string id)
    {
        (IReadOnlyList<TemplateNode>? nodes, string? fault) = parts?.Include(id, line)
            ?? (null, $"'{{{{> {id}}}}}' cannot stand here; a part belongs into the text of an e-mail or of a LINE message");
        foreach (TemplateNode node in nodes ?? [])
        {
            open.Peek().Add(node);
        }

        if (fault is not null)
        {
            Refuse(line, fault);
        }
    }

    private void AddLiteral(int from, int to)
    {
        if (to == from)
        {
            return;
        }

        string literal = text[from..to];
        if (LooksLikeField().Match(literal) is { Success: true } near)
        {
            string advice = "looks like a merge field; write it with two half-width braces on each side: {{customer.name}}";
            Refuse(LineAt(from + near.Index), $"'{near.Value}' {advice}");
        }

        if (Reserved().Match(literal) is { Success: true } reserved)
        {
            string shown = reserved.Value is [var character] ? $"U+{(int)character:X4}" : reserved.Value;
            Refuse(LineAt(from + reserved.Index), $"'{shown}' is not text; remove it");
        }

        open.Peek().Add(new TemplateNode.Literal(LineAt(from), literal));
    }

    private void Refuse(int line, string message)
    {
        isSound = false;
        file.Refuse(line, message);
    }

    private int LineAt(int position) => firstLine + text.AsSpan(0, position).Count('\n');

    // One brace too few, or the full-width ones of a Japanese keyboard: customers would read the field's name.
    [GeneratedRegex(@"[｛{]{1,2}\s*[A-Za-z]+(\.[A-Za-z]+)+\s*[｝}]{1,2}|[｛]{2}[^｝}\n]*[｝}]{2}|[｛]{2}[#/]")]
    private static partial Regex LooksLikeField();

    // What could be taken for a mark in place of a value, also by way of an entity or an address (see MarkedText).
    [GeneratedRegex(@"[\uFDD0-\uFDEF]|%EF%B7%[9A]|&#x0*FD[DE]|&#0*(?:649[789]|6500)", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();

    private sealed class OpenBlock(int line, TemplateTag? tag)
    {
        private readonly List<TemplateNode> then = [];
        private List<TemplateNode>? otherwise;

        public int Line => line;

        public TemplateTag? Tag => tag;

        public string Word => tag!.Kind == TagKind.If ? "if" : "each";

        public bool HasElse => otherwise is not null;

        public IReadOnlyList<TemplateNode> Nodes => then;

        public void Add(TemplateNode node) => (otherwise ?? then).Add(node);

        public void BeginElse() => otherwise = [];

        public TemplateNode ToNode() => tag!.Kind == TagKind.If
            ? new TemplateNode.If(line, tag.Name, then, otherwise ?? [])
            : new TemplateNode.Each(line, tag.Name, then);
    }
}
