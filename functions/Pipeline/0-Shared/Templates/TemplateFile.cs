using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Templates;

/// <summary>A YAML file being read: hands out its root and collects every fault with its line.</summary>
internal sealed class TemplateFile(string name)
{
    private readonly List<TemplateFault> faults = [];

    /// <summary>Sorted by line, so that a marketer mends them from the top.</summary>
    public IReadOnlyList<TemplateFault> Faults => [.. faults.OrderBy(f => f.Line)];

    public void Refuse(int line, string message) => faults.Add(new TemplateFault(name, Math.Max(1, line), message));

    /// <summary>The root mapping; null, with a fault, when the text is not YAML or not one mapping.</summary>
    public TemplateMap? Parse(string text)
    {
        int nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            Refuse(text.AsSpan(0, nul).Count('\n') + 1, "not readable as text; save the file as UTF-8");
            return null;
        }

        return Load(text) is { } stream ? RootOf(stream) : null;
    }

    private YamlStream? Load(string text)
    {
        using StringReader reader = new(text);
        Scanner scanner = new(reader);
        YamlStream stream = [];
        try
        {
            stream.Load(new PlainParser(new Parser(scanner)));
            return stream;
        }
        catch (YamlException e)
        {
            // The end of what could not be read: the start may be the first line of the file. Of a mapping with a tab, both are.
            bool isTab = e.Message.Contains("invalid tab", StringComparison.Ordinal);
            Refuse((int)(isTab ? scanner.CurrentPosition : e.End).Line, $"not readable as YAML: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet throws for a text inside brackets that never end.
            Refuse((int)scanner.CurrentPosition.Line, "not readable as YAML: a '{' or '[' above is not closed");
        }

        return null;
    }

    private TemplateMap? RootOf(YamlStream stream)
    {
        switch (stream.Documents)
        {
            case [{ RootNode: YamlMappingNode root }]:
                return new TemplateMap(this, root);
            case [{ RootNode: var other }]:
                Refuse((int)other.Start.Line, "expected 'key: value' lines");
                return null;
            case [_, { RootNode: var second }, ..]:
                Refuse((int)second.Start.Line, "expected one YAML document; a second one begins here, after '---'");
                return null;
            default:
                Refuse(1, "the file is empty; expected 'key: value' lines");
                return null;
        }
    }
}
