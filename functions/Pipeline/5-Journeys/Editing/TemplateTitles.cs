using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What people call a file of templates: it says so itself.</summary>
public static class TemplateTitles
{
    /// <summary>Published words stay in memory as they are, and their titles with them.</summary>
    private static readonly ConditionalWeakTable<string, Title> Known = [];

    /// <summary>The name of a journey, rank model or part, the subject of an e-mail; null for others, and where the file cannot be read.</summary>
    public static LocalText? Of(TemplateName name, string text)
    {
        if (Known.TryGetValue(text, out Title? known) && known.Of == name)
        {
            return known.Text;
        }

        Title read = new(name, Read(name, text));
        Known.AddOrUpdate(text, read);
        return read.Text;
    }

    private static LocalText? Read(TemplateName name, string text) => name.Kind switch
    {
        TemplateKind.Journey or TemplateKind.Campaign => JourneyReader.Read(name.Path, text).Value?.Name,
        TemplateKind.Rank => RankModelReader.Read(name.Path, text).Value?.Definition.Name,
        TemplateKind.Part => MessageReader.ReadPartAlone(name.Path, text)?.Name,
        TemplateKind.Email when MessageReader.ReadEmailAlone(name.Path, text) is { } email => Same(MessageOutline.SubjectOf(email)),
        _ => null,
    };

    private static LocalText Same(string text) => new(text, text);

    private sealed record Title(TemplateName Of, LocalText? Text);
}
