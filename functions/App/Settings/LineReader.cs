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

        const string Address = "LINE's address https://api.line.me/, or one of this machine";
        Uri endpoint = settings.Parse(Section + "Endpoint", LineSettings.DefaultEndpoint, Endpoint, Address);
        LineQuotaSettings quota = LineQuotaReader.Read(settings);
        if (settings.Text(Section + "AccessToken") is not null)
        {
            string own = settings.Parse(Section + "AccessToken", "", Token, "the channel access token as LINE shows it", isSecret: true);
            return new LineSettings(endpoint, null, null, own) { Quota = quota };
        }

        string? id = Given(settings, "ChannelId", ChannelId, "the number that LINE calls Channel ID", isSecret: false);
        LineAssertion? assertion = LineAssertionReader.Read(settings, id);
        LineTokenKind tokens = settings.Word(Section + "Tokens", LineTokenKind.Stateless);
        bool signs = settings.Text(Section + "AssertionKey") is not null;
        if (tokens == LineTokenKind.V21 && !signs)
        {
            const string Fault = $"v2.1 needs {Section}AssertionKey and {Section}AssertionKid; set them, or write Stateless";
            settings.Refuse(Section + "Tokens", Fault);
        }

        // Tokens of v2.1 are taken back with the secret.
        string? secret = signs && tokens == LineTokenKind.Stateless
            ? null
            : Given(settings, "ChannelSecret", Token, "the channel secret as LINE shows it", isSecret: true);
        return new LineSettings(endpoint, id, secret, null) { Quota = quota, Assertion = assertion, Tokens = tokens };
    }

    private static string? Given(SettingsReader settings, string name, Func<string, string?> parse, string expected, bool isSecret)
    {
        if (settings.Text(Section + name) is null)
        {
            settings.Refuse(Section + name, $"is missing: LINE lets nobody in without it; write {expected}, or set {Section}AccessToken");
            return null;
        }

        return settings.Parse(Section + name, "", parse, expected, isSecret);
    }

    private static string? ChannelId(string text) => text.All(char.IsAsciiDigit) ? text : null;

    /// <summary>What a header can hold.</summary>
    private static string? Token(string text) => text.All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ') ? text : null;

    /// <summary>A token goes over the network only encrypted.</summary>
    private static Uri? Endpoint(string text) =>
        ShopReader.WebAddress(text) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } address
        && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : null;
}
