using FollowUpFlows.Channels.Webhook;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Webhooks</c>: the programs that journeys may tell, by name.</summary>
internal static class WebhooksReader
{
    private const string Section = "Webhooks";
    private const int NameLengthMax = 40;

    private enum Answer
    {
        False,
        True,
    }

    public static IReadOnlyList<WebhookEndpoint> Read(SettingsReader settings) =>
        [.. settings.Children(Section).Select(name => Read(settings, name)).OfType<WebhookEndpoint>()];

    private static WebhookEndpoint? Read(SettingsReader settings, string name)
    {
        string section = $"{Section}:{name}";
        if (name.Length > NameLengthMax || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            settings.Refuse(section, $"journeys name it with lower-case letters, digits and hyphens, at most {NameLengthMax}");
        }

        bool allowPrivate = settings.Word($"{section}:AllowPrivate", Answer.False) == Answer.True;
        string expected = allowPrivate ? "the program's address, such as http://127.0.0.1:8080/hook" : "the program's address, such as https://crm.example/hook";
        Uri? url = Given(settings, $"{section}:Url", t => Address(t, allowPrivate), expected, isSecret: false);
        byte[]? secret = Given(settings, $"{section}:Secret", WebhookEndpoint.SecretOf, "whsec_ and the base64 of 24 to 64 random bytes", isSecret: true);
        return url is null || secret is null ? null : new WebhookEndpoint(name, url, secret, allowPrivate);
    }

    private static T? Given<T>(SettingsReader settings, string name, Func<string, T?> parse, string expected, bool isSecret)
        where T : class
    {
        if (settings.Text(name) is not { } text)
        {
            settings.Refuse(name, $"is missing; write {expected}");
            return null;
        }

        T? value = parse(text);
        if (value is null)
        {
            settings.Refuse(name, isSecret ? $"what is set cannot be used; write {expected}" : $"'{text}' cannot be used; write {expected}");
        }

        return value;
    }

    /// <summary>Beyond the shop's own network only encrypted.</summary>
    private static Uri? Address(string text, bool allowPrivate) =>
        ShopReader.WebAddress(text) is { Fragment: "", UserInfo: "" } address && (address.Scheme == Uri.UriSchemeHttps || allowPrivate) ? address : null;
}
