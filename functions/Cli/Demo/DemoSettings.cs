using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Standard;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Cli.Demo;

/// <summary>The settings of the shop that a demo shows: what the server reads from its data folder.</summary>
internal sealed record DemoSettings(ShopSettings Shop, LinkSettings Links, CertificateSettings Certificates)
{
    /// <summary>Messages of so many days lie in the outbox as they were sent; of older ones a shop keeps no text either.</summary>
    public const int KeepPayloadsDays = 14;

    private const int KeyBytes = 32;

    /// <summary>The shop's own orders, those of the history included, as its webhooks would tell them.</summary>
    public static FileSource Source { get; } = FileSource.Of(new SourceSettings(FirstStart.SourceId, new StandardSource(), []));

    /// <summary>Writes the folder's settings file.</summary>
    /// <param name="clock">Until when the shop lives while it is made.</param>
    /// <param name="isRepeatable">Whether the keys come from that instant, so that another demo of it is the same to the last link; else
    /// nobody can know them.</param>
    /// <param name="hasResponse">Whether orders are simulated: then the shop's name says so, on every page and report.</param>
    public static void Write(string folder, DateTimeOffset clock, bool isRepeatable, bool hasResponse)
    {
        string Key(string purpose) => Convert.ToBase64String(isRepeatable
            ? SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose} of the demo of {Instant(clock)}"))
            : RandomNumberGenerator.GetBytes(KeyBytes));

        FirstStart.WriteSettings(folder, new
        {
            Shop = new
            {
                Name = hasResponse ? "くらしの雑貨 ひなた（注文の一部は模擬）" : "くらしの雑貨 ひなた",
                Url = "https://shop.example.jp/",
                LegalName = "ひなた雑貨株式会社（架空の会社です）",
                Address = "東京都千代田区見本町1-2-3",
                Contact = "support@example.jp",
            },
            Sending = new { KeepPayloadsDays },
            Sources = new Dictionary<string, object>
            {
                [FirstStart.SourceId] = new { Kind = StandardSource.KindWord, Secrets = (string[])["whsec_" + Key("webhooks")] },
            },
            Links = new { Key = Key("links") },
            Certificates = new { Key = Key("certificates") },
            Clock = new { Start = Instant(clock) },
        });
    }

    /// <summary>As the server will read them.</summary>
    /// <param name="url">Where it will listen.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static DemoSettings Read(string folder, Uri url)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(folder, FirstStart.SettingsFile)))
            .AddInMemoryCollection([new("urls", url.ToString())])
            .Build();
        SettingsReader settings = new(configuration);
        DemoSettings read = new(ShopReader.Read(settings), LinkSettings.Read(settings), CertificateSettings.Read(settings));
        settings.ThrowIfRefused();
        return read;
    }

    /// <summary>The secret with which the shop signs its webhooks.</summary>
    public static string SecretOf(IConfiguration settings) => settings[$"Sources:{FirstStart.SourceId}:Secrets:0"]!;

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
