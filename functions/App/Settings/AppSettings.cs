using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Channels.Webhook;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Settings;

/// <summary>Every setting, read and checked once at start.</summary>
/// <param name="Events">Null for a shop that tells no other system.</param>
/// <param name="Links">Where customers reach this system, and the key that signs their links.</param>
internal sealed record AppSettings(
    ShopSettings Shop,
    IReadOnlyList<SourceSettings> Sources,
    StorageSettings Storage,
    ClockSettings Clock,
    LinkSettings Links,
    CertificateSettings Certificates,
    EventSettings? Events,
    ApiKeys ApiKeys,
    EmailSettings Email)
{
    /// <summary>The LINE channel that is connected; null while its messages stay in the outbox.</summary>
    public LineSettings? Line { get; init; }

    /// <summary>Who may sign in, and where.</summary>
    public SignInSettings SignIn { get; init; } = SignInSettings.Nobody;

    /// <summary>The programs that journeys may tell.</summary>
    public IReadOnlyList<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <exception cref="SettingsException">Something is missing or wrong; all of it is named.</exception>
    public static AppSettings Read(SettingsReader settings, IReadOnlyList<IShopSource> kinds)
    {
        AppSettings read = new(
            ShopReader.Read(settings),
            SourcesReader.Read(settings, kinds),
            StorageSettings.Read(settings),
            ClockSettings.Read(settings),
            LinkSettings.Read(settings),
            CertificateSettings.Read(settings),
            EventSettings.Read(settings),
            ApiKeys.Read(settings),
            EmailReader.Read(settings))
        {
            Line = LineReader.Read(settings),
            SignIn = SignInSettings.Read(settings, FunctionsHost.IsOnAzure(Environment.GetEnvironmentVariable)),
            Webhooks = WebhooksReader.Read(settings),
        };
        ShopSettings shop = AllowListReader.Read(settings, read);
        settings.ThrowIfRefused();
        return read with { Shop = shop };
    }
}
