using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>Customers of Stripe, inside a checkout or on their own. That Stripe makes a record of somebody is no registration with the
/// shop.</summary>
internal static class StripeCustomers
{
    private const string ConsentSource = StripeSource.KindWord + ":checkout";

    public static SourceCustomer Read(StripeEvents.Envelope told, JsonObject customer) => new()
    {
        ExternalId = customer.RequiredId("id"),
        Email = customer.Text("email"),
        Phone = customer.Text("phone"),
        Name = customer.Text("name"),
        PostalCode = customer.Object("address")?.Text("postal_code"),
        UpdatedAt = told.At,
    };

    /// <summary>Who bought; null when neither an id nor an e-mail address says.</summary>
    /// <param name="openedAt">When it was all said: the end of a payment, days later, says nothing new of who pays.</param>
    public static SourceCustomer? OfSession(StripeEvents.Envelope told, JsonObject session, DateTimeOffset openedAt)
    {
        JsonObject? details = session.Object("customer_details");
        string? id = session.Id("customer");
        string? email = details?.Text("email") ?? session.Text("customer_email");
        return id is null && email is null ? null : new SourceCustomer
        {
            ExternalId = id,
            Email = email,
            Phone = details?.Text("phone"),
            Name = details?.Text("name"),
            PostalCode = details?.Object("address")?.Text("postal_code"),
            UpdatedAt = openedAt,
            Consents = told.IsTest ? [] : Consents(session, openedAt),
        };
    }

    private static IReadOnlyList<Consent> Consents(JsonObject session, DateTimeOffset openedAt) => session.Object("consent")?.Word("promotions") switch
    {
        "opt_in" => [new Consent(Channel.Email, ConsentState.Granted, openedAt, ConsentSource)],
        "opt_out" => [new Consent(Channel.Email, ConsentState.Withdrawn, openedAt, ConsentSource)],
        _ => [],
    };
}
