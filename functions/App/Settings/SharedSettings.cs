using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.App.Settings;

/// <summary>Settings that may leave the shop in a file: how it follows up, never who may come in, what signs, or an address of anybody who is
/// not the shop itself. What is not named here stays.</summary>
/// <param name="Values">As written, by name, in order of the names.</param>
internal sealed record SharedSettings(IReadOnlyDictionary<string, string> Values)
{
    private const int BytesMax = 64 * 1024;

    /// <summary>Sections and single settings; of <c>Sending</c> all but its lists of people.</summary>
    private static readonly string[] Shared =
    [
        "Consent", "Sending:AutoPause", "Sending:Cap", "Sending:Caps", "Sending:KeepPayloadsDays", "Sending:PauseDates", "Sending:QuietHours", "Sending:Window",
        "Shop:Address", "Shop:Contact", "Shop:Currency", "Shop:LegalName", "Shop:Name", "Shop:Orders", "Shop:RankModel", "Shop:SendAt", "Shop:TimeZone", "Shop:Url",
        "Topics", "Verification",
    ];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static SharedSettings None { get; } = new(new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase));

    public static SharedSettings Of(IConfiguration configuration)
    {
        SortedDictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string? value) in Shared.SelectMany(s => configuration.GetSection(s).AsEnumerable()))
        {
            if (value is not null)
            {
                values[configuration.GetSection(name).GetChildren().Any() ? name + ":Ja" : name] = value;  // a topic's name beside its names in languages: a file has room for one
            }
        }

        return new SharedSettings(values);
    }

    /// <summary>The same of the text of a file.</summary>
    /// <returns>Null when it is no JSON of settings. What may not be shared is not looked at.</returns>
    public static SharedSettings? Read(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (bytes.Length > BytesMax)
        {
            return null;
        }

        try
        {
            using MemoryStream stream = new(bytes);
            return Of(new ConfigurationBuilder().AddJsonStream(stream).Build());
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    /// <summary>As a settings file has them; lists by their numbers, which it reads as well.</summary>
    public string Text()
    {
        JsonObject root = [];
        foreach ((string name, string value) in Values)
        {
            string[] parts = name.Split(':');
            JsonObject at = root;
            foreach (string part in parts[..^1])
            {
                if (at[part] is not JsonObject inner)
                {
                    at[part] = inner = [];
                }

                at = inner;
            }

            at[parts[^1]] = value;
        }

        return root.ToJsonString(Readable) + "\n";
    }

    /// <summary>Names that are set in another way there, or on one side alone.</summary>
    public IEnumerable<(string Name, string? Here, string? There)> DifferencesTo(SharedSettings there) => Values.Keys
        .Union(there.Values.Keys, StringComparer.OrdinalIgnoreCase)
        .Order(StringComparer.OrdinalIgnoreCase)
        .Select(n => (n, Values.GetValueOrDefault(n), there.Values.GetValueOrDefault(n)))
        .Where(d => d.Item2 != d.Item3);
}
