using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>Payments that are complete stand for their orders. Those that are not may be one of several tries at the same order, and say
/// nothing of it.</summary>
internal static class SquarePayments
{
    public static WebhookReading Read(JsonObject payment, bool isTest)
    {
        if (payment.Word("status") != "completed")
        {
            return new WebhookReading.Ignored("a payment that is not complete is no purchase yet");
        }

        (long totalMinor, Currency currency) = SquareAmounts.Required(payment, "amount_money");
        DateTimeOffset paidAt = payment.RequiredMoment("created_at");
        SourceOrder order = new()
        {
            OrderId = payment.Id("order_id") ?? payment.RequiredId("id"),
            OrderedAt = paidAt,
            UpdatedAt = payment.Moment("updated_at") ?? paidAt,
            Currency = currency,
            TotalMinor = totalMinor,
            Status = OrderStatus.Paid,
            IsTest = isTest,
            Refunds = ReadRefunds(payment, paidAt),
        };
        SourceCustomer? buyer = OfPayment(payment, paidAt);
        return SquareEvents.Told(new ShopEvent.OrderChanged(order, buyer)) with { Missing = Lines(payment, isFollowed: buyer is not null && !isTest) };
    }

    /// <summary>Of an order that belongs to nobody, and of one of the sandbox, which has an API of its own, the goods are not asked for.</summary>
    private static IReadOnlyList<ShopNotice> Lines(JsonObject payment, bool isFollowed) =>
        isFollowed && payment.Id("order_id") is { } id ? [new ShopNotice(new ShopThing(SquareSource.Order, id))] : [];

    /// <summary>A refund on its own may name another order, made only for it: what the payment says in all holds beside it.</summary>
    private static IReadOnlyList<Refund> ReadRefunds(JsonObject payment, DateTimeOffset paidAt) =>
        SquareAmounts.Find(payment, "refunded_money") is { Minor: > 0 } gone
            ? [new Refund(Refund.InAllId, gone.Minor, gone.Currency, payment.Moment("updated_at") ?? paidAt)]
            : [];

    /// <summary>Who bought; null for somebody in a store of whom nothing is known.</summary>
    private static SourceCustomer? OfPayment(JsonObject payment, DateTimeOffset paidAt)
    {
        string? id = payment.Id("customer_id");
        string? email = payment.Text("buyer_email_address");
        return id is null && email is null ? null : new SourceCustomer { ExternalId = id, Email = email, UpdatedAt = paidAt };
    }
}
