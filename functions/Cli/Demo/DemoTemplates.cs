using System.Globalization;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Cli.Demo;

/// <summary>What a demo publishes besides the starter kit: a test of two letters, and newsletters on days that depend on when its past ends.</summary>
internal static class DemoTemplates
{
    private const int PastDays = 20;
    private const int NextDays = 2;

    /// <summary>The folder beside the program.</summary>
    public static TemplateFolder Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "samples", "demo"));

    /// <summary>Both sets as one, with days and notes filled in.</summary>
    /// <param name="last">The last day of the past.</param>
    /// <param name="hasResponse">Whether orders are simulated: whoever reads of the test is told so.</param>
    public static TemplateSet Of(TemplateSet kit, TemplateSet beside, DateOnly last, bool hasResponse)
    {
        string Filled(string text) => text
            .Replace("${past}", Day(last.AddDays(-PastDays)), StringComparison.Ordinal)
            .Replace("${next}", Day(last.AddDays(NextDays)), StringComparison.Ordinal)
            .Replace("${note.ja}", hasResponse ? "（デモ：注文の一部は模擬）" : "", StringComparison.Ordinal)
            .Replace("${note.en}", hasResponse ? " (demo: some orders are simulated)" : "", StringComparison.Ordinal);

        Dictionary<string, string> files = new(kit.Files, StringComparer.Ordinal);
        foreach ((string path, string text) in beside.Files)
        {
            files[path] = Filled(text);
        }

        return kit with { Files = files };
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
