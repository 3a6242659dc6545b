using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FollowUpFlows.Pipeline.Templates;

/// <summary>Refuses what no template needs and what would end the process with a stack overflow: an alias may contain
/// itself, and every level of nesting takes stack.</summary>
internal sealed class PlainParser(IParser inner) : IParser
{
    private const int DepthMax = 32;
    private int depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        ParsingEvent current = inner.Current!;
        depth += current.NestingIncrease;
        if (current is AnchorAlias alias)
        {
            throw new SemanticErrorException(alias.Start, alias.End, $"'*{alias.Value}' repeats another part; write that part out");
        }

        if (depth > DepthMax)
        {
            throw new SemanticErrorException(current.Start, current.End, $"more than {DepthMax} levels inside each other");
        }

        return true;
    }
}
