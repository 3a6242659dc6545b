using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Cli.Serving;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Cli.Fakes.Serving;

/// <summary>The settings by which a server sends to the fakes: those that would lead to the real ones are taken away.</summary>
internal static class FakeSettings
{
    private static readonly (string Name, string Value)[] MadeUp =
    [
        ("Shop:Name", "ためしのお店"),
        ("Shop:LegalName", "ためしのお店株式会社（架空の会社です）"),
        ("Shop:Address", "東京都千代田区見本町1-2-3"),
        ("Shop:Contact", "support@shop.example"),
        ("Channels:Email:From", "news@shop.example"),
    ];

    public static IEnumerable<(string Name, string Value)> Of(string dataFolder, SendGridFake sendGrid, FakeLineServer line)
    {
        IConfiguration known = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(dataFolder, FirstStart.SettingsFile)), optional: true)
            .AddEnvironmentVariables()
            .Build();
        return
        [
            .. MadeUp.Where(s => string.IsNullOrWhiteSpace(known[s.Name])),
            ("Channels:Email:Provider", "sendgrid"),
            ("Channels:Email:Endpoint", Root(sendGrid.Address)),
            ("Channels:Email:ApiKey", "SG.fake"),
            ("Channels:Email:Sandbox", "false"),
            ($"Sources:{FakeProviders.SendGridSource}:Kind", "sendgrid"),
            ($"Sources:{FakeProviders.SendGridSource}:Secrets:0", sendGrid.Events.PublicKey),
            ("Channels:Line:Provider", "line"),
            ("Channels:Line:Endpoint", Root(line.Address)),
            ("Channels:Line:AccessToken", ""),
            ("Channels:Line:ChannelId", FakeLine.ChannelId),
            ("Channels:Line:ChannelSecret", FakeLine.ChannelSecret),
            ($"Sources:{FakeProviders.LineSource}:Kind", "line"),
            ($"Sources:{FakeProviders.LineSource}:Secrets:0", FakeLine.ChannelSecret),
        ];
    }

    private static string Root(Uri address) => address.GetLeftPart(UriPartial.Authority) + "/";
}
