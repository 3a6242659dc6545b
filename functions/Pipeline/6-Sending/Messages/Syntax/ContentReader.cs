using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads <c>content:</c>, what a message is about.</summary>
internal static class ContentReader
{
    private static readonly IReadOnlyDictionary<string, MessageContent?> Words = new Dictionary<string, MessageContent?>
    {
        ["thanks"] = MessageContent.Thanks,
        ["know-how"] = MessageContent.KnowHow,
        ["story"] = MessageContent.Story,
        ["cross-sell"] = MessageContent.CrossSell,
        ["participation"] = MessageContent.Participation,
        ["offer"] = MessageContent.Offer,
    };

    public static MessageContent? Read(TemplateMap root) => root.Word("content", Words);
}
