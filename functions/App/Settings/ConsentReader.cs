using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the sections <c>Consent</c> and <c>Topics</c>: how long consent is provable, and what customers may refuse.</summary>
internal static class ConsentReader
{
    private const int DaysMax = 36_500;
    private const int ConfirmDaysMax = 90;
    private const int IdLengthMax = 60;
    private const int TopicsMax = 20;

    public static ConsentRules Read(SettingsReader settings) => new()
    {
        KeepDays = SendingReader.Number(settings, "Consent:KeepDays", DaysMax) ?? ConsentRules.DefaultKeepDays,
        KeepDaysAfterLastSend = SendingReader.Number(settings, "Consent:KeepDaysAfterLastSend", DaysMax) ?? ConsentRules.DefaultKeepDaysAfterLastSend,
        ConfirmWithinDays = SendingReader.Number(settings, "Consent:ConfirmWithinDays", ConfirmDaysMax) ?? ConsentRules.DefaultConfirmWithinDays,
    };

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Topic> Topics(SettingsReader settings)
    {
        List<Topic> topics = [];
        foreach (string id in settings.Children("Topics").Order(StringComparer.Ordinal))
        {
            if (id.Length > IdLengthMax || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                settings.Refuse($"Topics:{id}", $"a topic's name is lower-case letters, digits and hyphens, at most {IdLengthMax}, as journeys write it");
            }

            string? ja = settings.Text($"Topics:{id}:Ja") ?? settings.Text($"Topics:{id}");
            if (ja is null)
            {
                settings.Refuse($"Topics:{id}:Ja", "is missing: customers read it on the page of their preferences");
            }

            topics.Add(new Topic(id, new LocalText(ja ?? id, settings.Text($"Topics:{id}:En") ?? ja ?? id)));
        }

        if (topics.Count > TopicsMax)
        {
            settings.Refuse("Topics", $"are more than {TopicsMax}, which nobody chooses from");
        }

        return topics;
    }
}
