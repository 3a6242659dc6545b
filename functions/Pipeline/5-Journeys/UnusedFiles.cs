using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Files of a set that nothing reads: mostly a name that is not quite right.</summary>
internal static class UnusedFiles
{
    public const string Rule = "unused-file";

    /// <param name="hasUnread">Whether some journey could not be read: nobody knows then which messages it would send.</param>
    public static IEnumerable<TemplateFinding> Findings(TemplateSet set, IEnumerable<(string Path, JourneyBundle Bundle)> journeys, bool hasUnread)
    {
        HashSet<string> used = [.. journeys.SelectMany(j => j.Bundle.Files.Files.Keys), .. set.Journeys, .. set.RankModels, TemplateSet.RichMenus, TemplateSet.LayoutHtml, TemplateSet.LayoutText];
        foreach (string file in set.Files.Keys.Where(f => !used.Contains(f)))
        {
            bool isMessage = file.StartsWith("messages/", StringComparison.Ordinal);
            if (file.StartsWith(TemplateSet.LineFolder, StringComparison.Ordinal))
            {
                yield return Finding(file, $"nothing reads this file; rich menus are in {TemplateSet.RichMenus}");
            }
            else if (PartNames.IdOf(file) is not null)
            {
                if (!hasUnread)
                {
                    yield return Finding(file, "no message that is sent includes this part");
                }
            }
            else if (!isMessage)
            {
                yield return Finding(file, "nothing reads this file; a journey and a rank model end in .yaml");
            }
            else if (!hasUnread)
            {
                yield return Finding(file, "no journey sends this message; messages end in .email.md or .line.yaml");
            }
        }
    }

    /// <summary>Pictures that no menu has.</summary>
    /// <param name="menus">Null where the set has none; while they cannot be read, nobody knows which pictures they have.</param>
    public static IEnumerable<TemplateFinding> Pictures(TemplateSet set, TemplateReading<RichMenuBundle>? menus) => menus is { Value: null }
        ? []
        : set.Pictures.Keys.Where(p => menus?.Value?.Files.Files.ContainsKey(p) != true).Order(StringComparer.Ordinal).Select(p => Finding(p, "no rich menu has this picture"));

    private static TemplateFinding Finding(string file, string message) => new(LintSeverity.Warning, Rule, file, null, null, message);
}
