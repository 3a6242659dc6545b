using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Stripe;

/// <summary>Amounts of Stripe: whole numbers of the smallest part, as Stripe sees it.</summary>
internal static class StripeAmounts
{
    /// <summary>Minor units, ≥ 0; null when the field is not there.</summary>
    public static long? Find(JsonObject priced, string field, Currency currency) => priced.CountedMinor(field, currency, Digits(currency));

    public static long Required(JsonObject priced, string field, Currency currency) =>
        Find(priced, field, currency) ?? priced.Refuse(field, $"a whole number that makes an amount in {currency}", 0L);

    /// <summary>Króna and Ugandan shilling lost their decimals, and Stripe still counts in hundredths; of the ariary it sees only the whole.</summary>
    private static int Digits(Currency currency) => currency.Code switch
    {
        "ISK" or "UGX" => 2,
        "MGA" => 0,
        _ => currency.MinorDigits,
    };
}
