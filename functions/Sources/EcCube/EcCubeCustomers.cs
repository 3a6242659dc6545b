using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.EcCube;

/// <summary>Customers of EC-CUBE as GraphQL tells them. The shop keeps no consent to marketing; who leaves it refuses.</summary>
internal static class EcCubeCustomers
{
    private const string Provisional = "1";
    private const string Left = "3";
    private const string Source = EcCubeSource.KindWord + ":left";

    public static WebhookReading Read(JsonObject customer)
    {
        string status = customer.RequiredObject("Status").RequiredId("id");
        DateTimeOffset updatedAt = customer.RequiredMoment("update_date");
        DateTimeOffset createdAt = customer.RequiredMoment("create_date");
        SourceCustomer said = new()
        {
            ExternalId = customer.RequiredId("id"),
            Email = status == Left ? null : customer.Text("email"),  // of who has left, the shop makes up an address
            Phone = customer.Text("phone_number"),
            Name = Joined(customer, "name01", "name02"),
            Kana = Joined(customer, "kana01", "kana02"),
            PostalCode = customer.Text("postal_code"),
            Birthday = BirthdayOf(customer.Text("birth")),
            RegisteredAt = status == Provisional ? null : createdAt,
            UpdatedAt = updatedAt,
        };
        return new WebhookReading.Understood([new ShopEvent.CustomerChanged(status == Left ? Refusing(said, updatedAt) : said)]);
    }

    /// <summary>The record went. Nothing is erased: who asks to be forgotten is erased by an operator.</summary>
    public static WebhookReading Gone(JsonObject body, DateTimeOffset askedAt) => new WebhookReading.Understood(
        [new ShopEvent.CustomerChanged(Refusing(new SourceCustomer { ExternalId = body.RequiredId("id"), UpdatedAt = askedAt }, askedAt))]);

    /// <summary>Family name first: 01 is the family's.</summary>
    public static string? Joined(JsonObject named, string family, string given) =>
        $"{named.Text(family)} {named.Text(given)}".Trim() is { Length: > 0 } name ? name : null;

    private static SourceCustomer Refusing(SourceCustomer customer, DateTimeOffset at) => customer with
    {
        Consents = [new Consent(Channel.Email, ConsentState.Withdrawn, at, Source), new Consent(Channel.Line, ConsentState.Withdrawn, at, Source)],
    };

    /// <summary>A day, written as its first instant. In another zone than the shop's it would be the day before: then it is not read.</summary>
    private static Birthday? BirthdayOf(string? text) =>
        text is { Length: >= 19 } && text[10..19] == "T00:00:00" ? Birthday.Find(text[..10]) : null;
}
