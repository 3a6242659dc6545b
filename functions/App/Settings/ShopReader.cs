using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending.Messages;
using NodaTime;
using NodaTime.Text;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Shop</c>, and with it what else is true of the whole shop.</summary>
internal static class ShopReader
{
    /// <summary>What Japan's law on e-mail wants to be shown of the sender.</summary>
    private static readonly string[] StatedSender = ["Shop:LegalName", "Shop:Address", "Shop:Contact"];

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static ShopSettings Read(SettingsReader settings) => new()
    {
        Endpoints = settings.Children("Webhooks").ToHashSet(StringComparer.Ordinal),
        Sender = new SenderFacts(
            settings.Text("Shop:Name") ?? "ショップ名（設定 Shop:Name）",
            settings.Parse("Shop:Url", new Uri("https://shop.example/"), WebAddress, "an address such as https://shop.example/"),
            settings.Text("Shop:LegalName") ?? "運営会社名（設定 Shop:LegalName）",
            settings.Text("Shop:Address") ?? "住所（設定 Shop:Address）",
            settings.Text("Shop:Contact") ?? "お問い合わせ先（設定 Shop:Contact）"),
        Calendar = settings.Parse("Shop:TimeZone", ShopCalendar.Find(ShopCalendar.DefaultZoneId)!, ShopCalendar.Find, "an IANA time zone such as Asia/Tokyo"),
        Currency = settings.Parse("Shop:Currency", Currency.Yen, Currency.Find, "three letters such as JPY"),
        Orders = new OrderRules(settings.Word("Shop:Orders:CountFrom", OrderCountFrom.Paid), settings.Word("Shop:Orders:Amount", OrderAmountBasis.Total)),
        SendAt = ReadSendAt(settings),
        RankModelId = settings.Parse("Shop:RankModel", ShopSettings.DefaultRankModelId, IdOf, "the id of a rank model such as six-rank"),
        Sending = SendingReader.Read(settings),
        AutoPause = AutoPauseReader.Read(settings),
        Holdout = VerificationReader.ReadHoldout(settings),
        Consent = ConsentReader.Read(settings),
        Topics = ConsentReader.Topics(settings),
        SenderMissing = [.. StatedSender.Where(name => settings.Text(name) is null)],
        KeepPayloadsDays = SendingReader.KeepPayloadsDays(settings),
    };

    /// <summary>An absolute http or https address.</summary>
    public static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address : null;

    /// <summary>Whether there is a model of that id is known when the published ones are read.</summary>
    private static string? IdOf(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : null;

    private static LocalTime ReadSendAt(SettingsReader settings)
    {
        if (settings.Text("Shop:SendAt") is not { } text)
        {
            return ShopSettings.DefaultSendAt;
        }

        ParseResult<LocalTime> parsed = TimeOfDay.Parse(text);
        if (!parsed.Success)
        {
            settings.Refuse("Shop:SendAt", $"'{text}' cannot be used; write a time of day such as 10:00");
        }

        return parsed.Success ? parsed.Value : ShopSettings.DefaultSendAt;
    }
}
