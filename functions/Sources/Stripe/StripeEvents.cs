using System.Security.Cryptography;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>What the types of Stripe's events mean. Each carries the object as it was at the event.</summary>
internal static class StripeEvents
{
    /// <summary>The object as of the event.</summary>
    /// <param name="At">When it happened, UTC.</param>
    /// <param name="IsTest">Nobody pays in test mode, and nobody there is anybody.</param>
    internal sealed record Envelope(string Type, DateTimeOffset At, bool IsTest);

    public static WebhookReading Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, root =>
    {
        string type = root.RequiredText("type");
        return IsUsed(type) ? Read(new Envelope(type, root.RequiredMomentOfSeconds("created"), IsTest(root)), root) : Unused(type);
    });

    /// <summary>The same for both of two events that Stripe may make of one thing. What can happen to an object again is told apart by the
    /// event.</summary>
    public static string KeyOf(ReadOnlyMemory<byte> body)
    {
        string? key = null;
        JsonBody.Read(body, root =>
        {
            string? type = root.Text("type");
            key = type is StripeSessions.Completed or StripeSessions.Succeeded or StripeSessions.Failed or "customer.created"
                && root.Object("data")?.Object("object")?.Id("id") is { } objectId
                    ? $"{type}:{objectId}"
                    : root.Id("id");
            return new WebhookReading.Ignored("read for its ids");
        });
        return key ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(body.Span))}";
    }

    private static bool IsUsed(string type) => type is StripeSessions.Completed or StripeSessions.Succeeded or StripeSessions.Failed
        or "charge.refunded" or "customer.created" or "customer.updated";

    private static WebhookReading.Ignored Unused(string type) => new(type == "customer.deleted"
        ? "customer.deleted removes a record of Stripe's; it is no wish to be forgotten"
        : $"a type {Words.Quoted(type)} is not used");

    /// <summary>Only what says that it is live is.</summary>
    private static bool IsTest(JsonObject root)
    {
        if (!root.Has("livemode"))
        {
            root.Refuse("livemode", "true or false", 0);
        }

        return !root.Flag("livemode");
    }

    private static WebhookReading Read(Envelope told, JsonObject root)
    {
        JsonObject about = root.RequiredObject("data").RequiredObject("object");
        return told.Type switch
        {
            "charge.refunded" => Refunded(told, about),
            "customer.created" or "customer.updated" when told.IsTest => new WebhookReading.Ignored("a customer of the test mode is nobody"),
            "customer.created" or "customer.updated" => Told(new ShopEvent.CustomerChanged(StripeCustomers.Read(told, about))),
            _ => StripeSessions.Read(told, about),
        };
    }

    /// <summary>All that has gone back of the charge so far: told again with more, it is the same refund.</summary>
    private static WebhookReading Refunded(Envelope told, JsonObject charge)
    {
        if (charge.Id("payment_intent") is not { } orderId)
        {
            return new WebhookReading.Ignored("a charge without a payment intent is of no checkout");
        }

        Currency currency = charge.RequiredCurrency("currency");
        Refund refund = new(charge.RequiredId("id"), StripeAmounts.Required(charge, "amount_refunded", currency), currency, told.At);
        return refund.AmountMinor == 0
            ? new WebhookReading.Ignored("nothing has gone back of the charge")
            : Told(new ShopEvent.RefundIssued(orderId, refund));
    }

    internal static WebhookReading.Understood Told(ShopEvent told) => new([told]);
}
