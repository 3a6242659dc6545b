using System.Collections.Concurrent;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>The Markdown of an e-mail. Markdown is read with marks in place of values: no value is ever taken for Markdown.
/// Messages that differ only in their values share one reading, so that most messages cost no Markdown at all.</summary>
internal sealed class EmailBody(TextTemplate template)
{
    // One for each combination of blocks and number of list entries; more than this means that sharing does not pay.
    private const int SharedMax = 128;
    private readonly ConcurrentDictionary<(string Markdown, InlineStyles Styles), BodyShape> shared = new();

    public BodyShape ShapeFor(MergeModel model, InlineStyles styles)
    {
        string markdown = template.Render(model.Marked);
        if (shared.TryGetValue((markdown, styles), out BodyShape? known))
        {
            return known;
        }

        BodyShape shape = BodyShape.Read(markdown, styles);
        if (shared.Count < SharedMax)
        {
            shared.TryAdd((markdown, styles), shape);
        }

        return shape;
    }
}
