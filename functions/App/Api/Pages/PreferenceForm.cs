using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FollowUpFlows.App.Api;

/// <summary>What was sent from the page of preferences.</summary>
/// <param name="IsAllOff">The button that ends everything: nothing else of the form counts.</param>
/// <param name="Change">Null exactly when something cannot be read, or everything ends.</param>
/// <param name="Faults">The fields that cannot be read: their names.</param>
internal sealed record PreferenceForm(bool IsAllOff, PreferenceChange? Change, IReadOnlyList<string> Faults)
{
    public const string ChannelField = "channel";
    public const string TopicField = "topic";
    public const string FrequencyField = "frequency";
    public const string PauseField = "pause";
    public const string AllOffField = "all-off";
    public const string Keep = "keep";
    public const string None = "none";

    /// <summary>No form of the page is longer.</summary>
    public const int BytesMax = 16 * 1024;

    /// <summary>Refuses what the page does not offer: a field that is passed over could be a refusal.</summary>
    /// <param name="body">As <c>application/x-www-form-urlencoded</c>.</param>
    public static PreferenceForm Read(byte[] body, IReadOnlyList<Topic> offered)
    {
        Dictionary<string, StringValues> fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (fields.ContainsKey(AllOffField))
        {
            return new PreferenceForm(true, null, []);
        }

        List<string> faults = [];
        HashSet<Channel> channels = [.. Many(fields, ChannelField).Select(w => Word<Channel>(w, ChannelField, faults))];
        HashSet<string> topics = new(Many(fields, TopicField), StringComparer.Ordinal);
        if (topics.Any(t => offered.All(o => o.Id != t)))
        {
            faults.Add(TopicField);
        }

        MailFrequency frequency = Word<MailFrequency>(One(fields, FrequencyField), FrequencyField, faults);
        PauseChoice pause = Pause(One(fields, PauseField), faults);
        return faults.Count > 0
            ? new PreferenceForm(false, null, [.. faults.Distinct()])
            : new PreferenceForm(false, new PreferenceChange(channels, topics, [.. offered.Select(t => t.Id)], frequency, pause), []);
    }

    private static PauseChoice Pause(string word, List<string> faults)
    {
        switch (word)
        {
            case Keep:
                return new PauseChoice.Keep();
            case None:
                return new PauseChoice.None();
            default:
                if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && Preferences.PauseDays.Contains(days))
                {
                    return new PauseChoice.For(days);
                }

                faults.Add(PauseField);
                return new PauseChoice.Keep();
        }
    }

    private static T Word<T>(string word, string field, List<string> faults)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (WordOf(value) == word)
            {
                return value;
            }
        }

        faults.Add(field);
        return default;
    }

    /// <summary>As the form writes it.</summary>
    public static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string One(Dictionary<string, StringValues> fields, string name) =>
        fields.TryGetValue(name, out StringValues values) && values is [{ } one] ? one : "";

    private static IEnumerable<string> Many(Dictionary<string, StringValues> fields, string name) =>
        fields.TryGetValue(name, out StringValues values) ? values.OfType<string>() : [];
}
