using FollowUpFlows.Domain.Sending;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads <c>Sending:Caps</c>: how often customers of which ranks may be sent marketing.</summary>
internal static class RankCapReader
{
    private const string Section = "Sending:Caps";

    public static IReadOnlyList<RankCap> Read(SettingsReader settings) => settings.Children(Section) is { Count: > 0 } names
        ? [.. names.Select(name => ReadOne(settings, $"{Section}:{name}")).OfType<RankCap>()]
        : [];

    private static RankCap? ReadOne(SettingsReader settings, string name)
    {
        int? count = Required(settings, name + ":Count", SendingReader.CapCountMax);
        int? days = Required(settings, name + ":Days", SendingReader.DaysMax);
        Half half = settings.Word(name + ":Half", Half.Any);
        return count is { } most && days is { } within ? new RankCap(new FrequencyCap(most, within), settings.Texts(name + ":Ranks"), half) : null;
    }

    private static int? Required(SettingsReader settings, string name, int max)
    {
        if (settings.Text(name) is null)
        {
            settings.Refuse(name, "is missing: a cap is so many messages (Count) in so many days (Days)");
        }

        return SendingReader.Number(settings, name, max);
    }
}
