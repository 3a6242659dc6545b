using System.Net;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>Customers of the generic body.</summary>
internal static class StandardCustomers
{
    private const int LineUserIdLength = 33;

    /// <summary>Who bought; null when neither an id nor an e-mail address says.</summary>
    public static SourceCustomer? Find(JsonObject data, DateTimeOffset writtenAt) =>
        data.Object("customer") is { } customer && IsKnown(customer) ? Read(customer, writtenAt) : null;

    public static SourceCustomer Required(JsonObject data, DateTimeOffset writtenAt)
    {
        JsonObject customer = data.RequiredObject("customer");
        if (!IsKnown(customer))
        {
            customer.Refuse("id", "an id, or an e-mail address in 'email'", 0);
        }

        return Read(customer, writtenAt);
    }

    private static bool IsKnown(JsonObject customer) => customer.Id("id") is not null || customer.Text("email") is not null;

    private static SourceCustomer Read(JsonObject customer, DateTimeOffset writtenAt) => new()
    {
        ExternalId = customer.Id("id"),
        Email = customer.Text("email"),
        Phone = customer.Text("phone"),
        Name = customer.Text("name"),
        Kana = customer.Text("kana"),
        Birthday = ReadBirthday(customer),
        RegisteredAt = customer.Moment("registered_at"),
        PostalCode = customer.Text("postal_code"),
        Tags = customer.Texts("tags"),
        LineUserId = ReadLineUserId(customer),
        UpdatedAt = writtenAt,
        Consents = customer.Object("consent") is { } consent
            ? [.. ReadConsent(consent, "email", Channel.Email), .. ReadConsent(consent, "line", Channel.Line)]
            : [],
    };

    private static string? ReadLineUserId(JsonObject customer)
    {
        string? id = customer.Text("line_user_id");
        return id is null || (id.Length == LineUserIdLength && id[0] == 'U' && id.Skip(1).All(char.IsAsciiHexDigitLower))
            ? id
            : customer.Refuse<string?>("line_user_id", "U and 32 hexadecimal digits in small letters", null);
    }

    private static Birthday? ReadBirthday(JsonObject customer) => customer.Text("birthday") is not { } text
        ? null
        : Birthday.Find(text) ?? customer.Refuse<Birthday?>("birthday", "a day since 1900 such as 1985-04-12, --04-12 without the year, or --04 for the month alone", null);

    private static IEnumerable<Consent> ReadConsent(JsonObject consent, string field, Channel channel)
    {
        if (consent.Object(field) is not { } statement)
        {
            return [];
        }

        // Our own form: to pass over an unknown word could pass over a withdrawal.
        ConsentState state = statement.Word("state") switch
        {
            "granted" => ConsentState.Granted,
            "pending" => ConsentState.Pending,
            "withdrawn" => ConsentState.Withdrawn,
            _ => statement.Refuse("state", "granted, pending or withdrawn", ConsentState.Withdrawn),
        };
        (string? wording, string? ip) = (statement.Text("wording"), ReadIp(statement));
        return
        [
            new Consent(channel, state, statement.RequiredMoment("at"), statement.Text("source") ?? StandardSource.KindWord)
            {
                Origin = wording is null && ip is null ? null : ConsentOrigin.Form,
                Wording = wording,
                Ip = ip,
            },
        ];
    }

    /// <summary>Written in one way, so that it can be searched for.</summary>
    private static string? ReadIp(JsonObject statement) => statement.Text("ip") is not { } text ? null
        : IPAddress.TryParse(text, out IPAddress? address) ? address.ToString()
        : statement.Refuse<string?>("ip", "an IP address", null);
}
