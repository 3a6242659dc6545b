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
        YamlStream stream = [];
        try
        {
            using StringReader reader = new(text);
            stream.Load(reader);
        }
        catch (YamlException e)
        {
            Refuse((int)e.Start.Line, $"not readable as YAML: {e.Message}");
            return null;
        }

        if (stream.Documents is [{ RootNode: YamlMappingNode root }])
        {
            return new TemplateMap(this, root);
        }

        Refuse(1, "expected one YAML document with 'key: value' lines");
        return null;
    }
}
