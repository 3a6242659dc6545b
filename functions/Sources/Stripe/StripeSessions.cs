using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>Checkouts. Who pays in cash at a convenience store, or by a bank transfer, has ordered when the checkout ends and pays days
/// later, or never.</summary>
internal static class StripeSessions
{
    public const string Completed = "checkout.session.completed";
    public const string Succeeded = "checkout.session.async_payment_succeeded";
    public const string Failed = "checkout.session.async_payment_failed";

    public static WebhookReading Read(StripeEvents.Envelope told, JsonObject session)
    {
        if (session.Word("mode") == "setup")
        {
            return new WebhookReading.Ignored("a checkout that keeps a card for later sells nothing");
        }

        Currency currency = session.RequiredCurrency("currency");
        long totalMinor = StripeAmounts.Required(session, "amount_total", currency);
        DateTimeOffset openedAt = session.RequiredMomentOfSeconds("created");
        JsonObject? details = session.Object("total_details");
        SourceOrder order = new()
        {
            // Refunds name the payment. Only what costs nothing, or is paid by invoices, has none.
            OrderId = session.Id("payment_intent") ?? session.RequiredId("id"),
            OrderedAt = openedAt,
            UpdatedAt = told.At,
            Currency = currency,
            TotalMinor = totalMinor,
            SubtotalMinor = details is null ? null : Goods(totalMinor, StripeAmounts.Find(details, "amount_shipping", currency) ?? 0),
            DiscountMinor = details is null ? 0 : StripeAmounts.Find(details, "amount_discount", currency) ?? 0,
            Status = ReadStatus(told, session),
            IsTest = told.IsTest,
        };
        SourceCustomer? buyer = StripeCustomers.OfSession(told, session, openedAt);
        return StripeEvents.Told(new ShopEvent.OrderChanged(order, buyer)) with { Missing = Lines(told, session, isFollowed: buyer is not null) };
    }

    /// <summary>Not of an order that belongs to nobody, nor of one that will never be paid; the test mode has a key of its own.</summary>
    private static IReadOnlyList<ShopNotice> Lines(StripeEvents.Envelope told, JsonObject session, bool isFollowed) =>
        isFollowed && !told.IsTest && told.Type != Failed ? [new ShopNotice(new ShopThing(StripeSource.Checkout, session.RequiredId("id")))] : [];

    private static OrderStatus ReadStatus(StripeEvents.Envelope told, JsonObject session) => told.Type switch
    {
        Succeeded => OrderStatus.Paid,
        Failed => OrderStatus.Cancelled,
        _ => session.Word("payment_status") is "paid" or "no_payment_required" ? OrderStatus.Paid : OrderStatus.Placed,
    };

    private static long? Goods(long totalMinor, long shippingMinor) => shippingMinor <= totalMinor ? totalMinor - shippingMinor : null;
}
