using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.App.Api;

/// <summary>What may be shown of the settings: never a secret, and nothing from which one could be told.</summary>
internal static class ShopEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/shop", Show)
        .WithTags("shop")
        .Is("getShop", "The shop: its name, clock, rules and what it has connected", "Secrets are not shown, nor whether two of them are alike. Reads nothing.")
        .Takes();

    private static Results<Ok<ShopBody>, ProblemHttpResult> Show(
        HttpRequest request, ShopSettings shop, ShopSources sources, CertificateKey key, Clocks clocks) =>
        new ApiQuery(request).IsRefused(out ProblemHttpResult? problem) ? problem : TypedResults.Ok(ShopBody.Of(shop, sources, key, clocks));
}

/// <summary>The shop.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Today">The day of the shop.</param>
/// <param name="Now">What the shop clock shows.</param>
/// <param name="Speed">Seconds of the shop clock in a real one; 1 but where it is run fast to try things out.</param>
/// <param name="TimeZone">Whose days the shop's are, an IANA name.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
/// <param name="RankModel">The shop's own rank model.</param>
/// <param name="Sender">Who sends, as messages show it.</param>
/// <param name="SenderMissing">Settings about the sender that are not made: something else stands in for them.</param>
/// <param name="Sending">When marketing may reach customers, and how often.</param>
/// <param name="MailLeaves">E-mails go to people; otherwise they stay in the outbox.</param>
/// <param name="HasAllowList">Messages go only to a list of people, because the shop is being tried out.</param>
/// <param name="KeepMessagesDays">For how many days rendered messages are kept.</param>
/// <param name="CertificatesSigned">Certificates of days are signed.</param>
/// <param name="OrdersCount">From when an order counts.</param>
/// <param name="OrdersAmount">What an order is worth.</param>
/// <param name="Topics">What marketing can be about; customers refuse topics one by one.</param>
/// <param name="Sources">Shop systems that send orders, customers and events.</param>
/// <param name="Endpoints">Programs that journeys may tell.</param>
internal sealed record ShopBody(
    string Name, DateOnly Today, DateTimeOffset Now, double Speed, string TimeZone, string Currency, string RankModel, ShopSender Sender, IReadOnlyList<string> SenderMissing, ShopSending Sending,
    bool MailLeaves, bool HasAllowList, int KeepMessagesDays, bool CertificatesSigned, OrderCountFrom OrdersCount, OrderAmountBasis OrdersAmount, IReadOnlyList<ShopTopic> Topics,
    IReadOnlyList<ShopSource> Sources, IReadOnlyList<string> Endpoints)
{
    public static ShopBody Of(ShopSettings shop, ShopSources sources, CertificateKey key, Clocks clocks) => new(
        shop.Sender.ShopName,
        shop.Calendar.DateOf(clocks.Shop.GetUtcNow()),
        clocks.Shop.GetUtcNow(),
        clocks.Speed,
        shop.Calendar.Zone.Id,
        shop.Currency.Code,
        shop.RankModelId,
        new ShopSender(shop.Sender.LegalName, shop.Sender.Address, shop.Sender.Contact, shop.Sender.ShopUrl.ToString()),
        shop.SenderMissing,
        ShopSending.Of(shop),
        shop.MailLeaves,
        shop.AllowList is not null,
        shop.KeepPayloadsDays,
        key.Id is not null,
        shop.Orders.CountFrom,
        shop.Orders.Amount,
        [.. (shop.Topics ?? []).Select(t => new ShopTopic(t.Id, t.Name))],
        [.. sources.All.OrderBy(s => s.SourceId, StringComparer.Ordinal).Select(s => new ShopSource(s.SourceId, s.Source.Kind, $"/api/webhooks/{s.SourceId}", s.Api is not null, s.ConfirmsConsent))],
        [.. shop.Endpoints.Order(StringComparer.Ordinal)]);
}

/// <summary>Who sends.</summary>
/// <param name="LegalName">Of the person or company.</param>
/// <param name="Address">Postal address.</param>
/// <param name="Contact">For questions and complaints.</param>
/// <param name="Url">The shop's site.</param>
internal sealed record ShopSender(string LegalName, string Address, string Contact, string Url);

/// <summary>When marketing may reach customers, and how often. Times are of the shop's wall clock.</summary>
/// <param name="At">When a step goes that names a day without a time.</param>
/// <param name="QuietHours">When nothing is sent; null for never.</param>
/// <param name="Window">When something may be sent at all; null for any time outside the quiet hours.</param>
/// <param name="Cap">Most messages to one customer over all journeys; null without a limit.</param>
/// <param name="RankCaps">The same for customers of some ranks; all that are for a customer hold.</param>
/// <param name="PauseDates">Days on which no marketing goes.</param>
internal sealed record ShopSending(string At, ShopTimes? QuietHours, ShopTimes? Window, ShopCap? Cap, IReadOnlyList<ShopRankCap> RankCaps, IReadOnlyList<ShopPause> PauseDates)
{
    public static ShopSending Of(ShopSettings shop) => new(
        ShopTimes.Text(shop.SendAt),
        ShopTimes.Of(shop.Sending.QuietHours),
        ShopTimes.Of(shop.Sending.Window),
        shop.Sending.Cap is { } cap ? new ShopCap(cap.Count, cap.Days) : null,
        [.. shop.Sending.RankCaps.Select(c => new ShopRankCap(c.RankIds, c.Half, c.Cap.Count, c.Cap.Days))],
        [.. shop.Sending.PauseDates.Select(ShopPause.Of)]);
}

/// <summary>A part of every day.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">Its first moment not any more; before 'from' it lies on the next day.</param>
internal sealed record ShopTimes(string From, string Until)
{
    public static ShopTimes? Of(DailyTimes? times) => times is null ? null : new ShopTimes(Text(times.From), Text(times.Until));

    public static string Text(NodaTime.LocalTime time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Most messages in so many days.</summary>
/// <param name="Count">Messages.</param>
/// <param name="Days">In any so many days.</param>
internal sealed record ShopCap(int Count, int Days);

/// <summary>Most messages in so many days to customers of some ranks.</summary>
/// <param name="RankIds">Of the shop's own rank model; empty for all.</param>
/// <param name="Half">Which half of a rank.</param>
/// <param name="Count">Messages.</param>
/// <param name="Days">In any so many days.</param>
internal sealed record ShopRankCap(IReadOnlyList<string> RankIds, Half Half, int Count, int Days);

/// <summary>Days without marketing.</summary>
/// <param name="From">The first: 2027-08-13, or 12-29 of every year.</param>
/// <param name="Until">The last, in the same form; before 'from' it lies in the year after.</param>
/// <param name="IsYearly">In every year.</param>
internal sealed record ShopPause(string From, string Until, bool IsYearly)
{
    public static ShopPause Of(PauseDates dates) => dates switch
    {
        PauseDates.Once once => new(Text(once.First), Text(once.Last), false),
        PauseDates.EveryYear yearly => new(yearly.First.ToString(), yearly.Last.ToString(), true),
        _ => throw new NotSupportedException(dates.ToString()),
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What marketing can be about.</summary>
/// <param name="Id">As journeys name it.</param>
/// <param name="Name">As customers read it.</param>
internal sealed record ShopTopic(string Id, LocalText Name);

/// <summary>A shop system that is connected.</summary>
/// <param name="Id">The configured source.</param>
/// <param name="Kind">Which system.</param>
/// <param name="WebhookPath">Where it sends what happens.</param>
/// <param name="AsksShop">The shop's own API is used, too.</param>
/// <param name="ConfirmsConsent">Consents to e-mail count only once they are confirmed by mail.</param>
internal sealed record ShopSource(string Id, string Kind, string WebhookPath, bool AsksShop, bool ConfirmsConsent);
