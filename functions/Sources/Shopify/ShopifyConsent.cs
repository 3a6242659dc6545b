using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Shopify;

/// <summary>What a customer has said about marketing e-mail: <c>email_marketing_consent</c>. The older
/// <c>buyer_accepts_marketing</c> is a box ticked at some checkout, and no longer true after an unsubscription.</summary>
internal static class ShopifyConsent
{
    /// <param name="describedAt">When the surrounding description was written.</param>
    public static IReadOnlyList<Consent> Of(JsonObject customer, DateTimeOffset describedAt)
    {
        if (customer.Object("email_marketing_consent") is not { } statement)
        {
            return [];
        }

        DateTimeOffset? statedAt = statement.Moment("consent_updated_at");
        DateTimeOffset? createdAt = customer.Moment("created_at");

        // Without a time: who never subscribed has been so from the start, a refusal must hold against what was known before,
        // and an agreement must never undo a later refusal.
        (ConsentState State, DateTimeOffset? At)? read = statement.Word("state") switch
        {
            "subscribed" => (ConsentState.Granted, statedAt ?? createdAt),
            "pending" => (ConsentState.Pending, statedAt ?? describedAt),
            "not_subscribed" => (ConsentState.Withdrawn, statedAt ?? createdAt ?? describedAt),
            "unsubscribed" or "redacted" or "invalid" => (ConsentState.Withdrawn, statedAt ?? describedAt),
            _ => null,
        };
        string source = statement.Word("opt_in_level") is { } level ? $"{ShopifySource.KindWord}:{level}" : ShopifySource.KindWord;
        return read is { At: { } at } said ? [new Consent(Channel.Email, said.State, at, source)] : [];
    }
}
