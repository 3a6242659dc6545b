using FollowUpFlows.Domain.Intake;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>Who buys, as far as the shop's sources have said.</summary>
/// <param name="UpdatedAt">Of the description that holds, UTC.</param>
public sealed record Customer(string CustomerId, DateTimeOffset UpdatedAt)
{
    /// <summary>Normalized; null when unknown.</summary>
    public string? Email { get; init; }

    /// <summary>Normalized; null when unknown.</summary>
    public string? Phone { get; init; }

    /// <summary>As the customer writes it; null when unknown.</summary>
    public string? Name { get; init; }

    /// <summary>The shop's own friend; null when unknown.</summary>
    public string? LineUserId { get; init; }

    /// <summary>The customer after another description. A later one wins where it says something; an earlier one only fills gaps:
    /// what arrives late never overwrites what is newer.</summary>
    public Customer With(SourceCustomer said)
    {
        bool isLater = said.UpdatedAt >= UpdatedAt;
        return new Customer(CustomerId, isLater ? said.UpdatedAt : UpdatedAt)
        {
            Email = Pick(Email, CustomerIdentity.NormalizeEmail(said.Email)),
            Phone = Pick(Phone, CustomerIdentity.NormalizePhone(said.Phone)),
            Name = Pick(Name, string.IsNullOrWhiteSpace(said.Name) ? null : said.Name.Trim()),
            LineUserId = Pick(LineUserId, CustomerIdentity.NormalizeLineUserId(said.LineUserId)),
        };

        string? Pick(string? known, string? heard) => isLater ? heard ?? known : known ?? heard;
    }

    /// <summary>The customer of whom nothing is known yet.</summary>
    public static Customer Unknown(string customerId) => new(customerId, DateTimeOffset.MinValue);
}
