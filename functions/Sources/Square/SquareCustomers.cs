using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>Customers of Square. It knows only who does not want e-mails: that somebody has not said so is no consent. That it makes a
/// record of somebody, as it does of who pays, is no registration with the shop.</summary>
internal static class SquareCustomers
{
    private const string ConsentSource = SquareSource.KindWord + ":email_unsubscribed";
    private const string YearUnknown = "0000";

    public static SourceCustomer Read(JsonObject customer)
    {
        DateTimeOffset updatedAt = customer.Moment("updated_at") ?? customer.RequiredMoment("created_at");
        JsonObject? address = customer.Object("address");
        return new SourceCustomer
        {
            ExternalId = customer.RequiredId("id"),
            Email = customer.Text("email_address"),
            Phone = customer.Text("phone_number"),
            Name = PersonName.Of(customer.Text("given_name"), customer.Text("family_name"), isJapanese: address?.Word("country") == PersonName.Japan),
            Birthday = ReadBirthday(customer),
            PostalCode = address?.Text("postal_code"),
            UpdatedAt = updatedAt,
            Consents = customer.Object("preferences")?.Flag("email_unsubscribed") == true
                ? [new Consent(Channel.Email, ConsentState.Withdrawn, updatedAt, ConsentSource)]
                : [],
        };
    }

    /// <summary>Typed in at a till: one that is no day says nothing.</summary>
    private static Birthday? ReadBirthday(JsonObject customer) => customer.Text("birthday") is not { Length: > 4 } text ? null
        : Birthday.Find(text.StartsWith(YearUnknown, StringComparison.Ordinal) ? "-" + text[YearUnknown.Length..] : text);
}
