using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Intake;

/// <summary>A customer as a source describes them at one moment. What the source does not say is null.</summary>
public sealed record SourceCustomer
{
    /// <summary>Whether a consent to e-mail must be confirmed by mail before it counts (double opt-in).</summary>
    public bool MustConfirm { get; init; }

    /// <summary>The source's own id; null for a guest.</summary>
    public string? ExternalId { get; init; }

    /// <summary>As given; normalized when used as an identity.</summary>
    public string? Email { get; init; }

    /// <summary>As given.</summary>
    public string? Phone { get; init; }

    /// <summary>Family name, then given name, in the order of the customer's language.</summary>
    public string? Name { get; init; }

    /// <summary>The name's reading in kana, as given; normalized when kept.</summary>
    public string? Kana { get; init; }

    /// <summary>The customer's birthday, with or without the year.</summary>
    public Birthday? Birthday { get; init; }

    /// <summary>When the customer registered with the shop, UTC; not when the source first told of them.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>As given; normalized when kept.</summary>
    public string? PostalCode { get; init; }

    /// <summary>All of the customer's tags in the source; null when it says nothing of tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The LINE user id of the shop's own provider: <c>U</c> and 32 hex digits.</summary>
    public string? LineUserId { get; init; }

    /// <summary>When the source wrote this description, UTC: of two descriptions the later one holds.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Statements about marketing messages; empty when the source says nothing.</summary>
    public IReadOnlyList<Consent> Consents { get; init; } = [];
}
