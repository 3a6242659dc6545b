using FollowUpFlows.Channels.Line;

namespace FollowUpFlows.App.Settings;

/// <summary>Who takes the messages of a channel.</summary>
internal enum LineProvider
{
    /// <summary>They stay here, to be looked at.</summary>
    Outbox,

    /// <summary>LINE.</summary>
    Line,
}

/// <summary>Reads the section <c>Channels:Line</c>.</summary>
internal static class LineReader
{
    private const string Section = "Channels:Line:";

    /// <summary>Null where LINE messages stay in the outbox.</summary>
    public static LineSettings? Read(SettingsReader settings)
    {
        if (settings.Word(Section + "Provider", LineProvider.Outbox) == LineProvider.Outbox)
        {
            return null;
        }

        Uri endpoint = settings.Parse(Section + "Endpoint", LineSettings.DefaultEndpoint, Endpoint, "LINE's address https://api.line.me/, or one of this machine");
        string? token = Secret(settings, Section + "AccessToken", "the channel access token as LINE shows it");
        if (settings.Text(Section + "AccessToken") is not null)
        {
            return new LineSettings(endpoint, null, null, token);
        }

        string? id = Given(settings, "ChannelId", ChannelId, "the number that LINE calls Channel ID", isSecret: false);
        string? secret = Given(settings, "ChannelSecret", Token, "the channel secret as LINE shows it", isSecret: true);
        return new LineSettings(endpoint, id, secret, null);
    }

    private static string? Given(SettingsReader settings, string name, Func<string, string?> parse, string expected, bool isSecret)
    {
        if (settings.Text(Section + name) is null)
        {
            settings.Refuse(Section + name, $"is missing: LINE gives no access to its API without it; write {expected}, or set {Section}AccessToken");
            return null;
        }

        return settings.Parse(Section + name, "", parse, expected, isSecret);
    }

    private static string? Secret(SettingsReader settings, string name, string expected) =>
        settings.Text(name) is null ? null : settings.Parse(name, "", Token, expected, isSecret: true);

    private static string? ChannelId(string text) => text.All(char.IsAsciiDigit) ? text : null;

    /// <summary>What a header can hold.</summary>
    private static string? Token(string text) => text.All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ') ? text : null;

    /// <summary>A token goes over the network only encrypted.</summary>
    private static Uri? Endpoint(string text) =>
        ShopReader.WebAddress(text) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) ? address : null;
}
