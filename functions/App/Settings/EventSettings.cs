namespace FollowUpFlows.App.Settings;

/// <summary>The section <c>Events</c>: what other systems are told.</summary>
/// <param name="TopicEndpoint">Of an Event Grid topic for CloudEvents.</param>
/// <param name="TopicKey">Null: the process shows its own identity.</param>
/// <param name="Source">Of every event, a URI reference.</param>
internal sealed record EventSettings(Uri TopicEndpoint, string? TopicKey, string Source)
{
    public const string DefaultSource = "/followupflows";

    private const string EndpointName = "Events:TopicEndpoint";
    private const string KeyName = "Events:TopicKey";
    private const string SourceName = "Events:Source";

    private static readonly string[] OnlyWithEndpoint = [KeyName, SourceName];

    /// <summary>Null when nobody is to be told.</summary>
    public static EventSettings? Read(SettingsReader settings)
    {
        if (settings.Text(EndpointName) is null)
        {
            foreach (string name in OnlyWithEndpoint.Where(n => settings.Text(n) is not null))
            {
                settings.Refuse(name, $"is set, but without {EndpointName} nobody is told; set both or none");
            }

            return null;
        }

        Uri nowhere = new("https://nowhere.invalid/");
        Uri endpoint = settings.Parse(EndpointName, nowhere, TopicAddress, "the endpoint of a topic such as https://NAME.REGION-1.eventgrid.azure.net/api/events");
        string source = settings.Parse(SourceName, DefaultSource, SourceOf, "a URI or a path such as /followupflows");
        return new EventSettings(endpoint, settings.Text(KeyName), source);
    }

    /// <summary>The key must not travel in the clear, other than inside this machine.</summary>
    private static Uri? TopicAddress(string text) =>
        ShopReader.WebAddress(text) is { Fragment: "", UserInfo: "" } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback) ? address : null;

    private static string? SourceOf(string text) =>
        Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute) && text.All(char.IsAscii) ? text : null;
}
