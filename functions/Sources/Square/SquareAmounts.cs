using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Square;

/// <summary>Money of Square: a whole number of the currency's smallest part, and the currency beside it.</summary>
internal static class SquareAmounts
{
    public static (long Minor, Currency Currency) Required(JsonObject priced, string field) => Read(priced.RequiredObject(field));

    /// <summary>Null when the field is not there.</summary>
    public static (long Minor, Currency Currency)? Find(JsonObject priced, string field) => priced.Object(field) is { } money ? Read(money) : null;

    private static (long Minor, Currency Currency) Read(JsonObject money)
    {
        Currency currency = money.RequiredCurrency("currency");
        long minor = money.CountedMinor("amount", currency, currency.MinorDigits) ?? money.Refuse("amount", $"a whole number that makes an amount in {currency}", 0L);
        return (minor, currency);
    }
}
