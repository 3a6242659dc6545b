using FollowUpFlows.Domain.Intake;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>Who buys, as far as the shop's sources have said.</summary>
/// <param name="UpdatedAt">Of the latest description, UTC.</param>
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

    /// <summary>When each of them was written.</summary>
    public CustomerTimes Times { get; init; } = new();

    /// <summary>The customer after another description. Of each value the one that was written last holds, in whichever order the
    /// descriptions arrive; what a description does not say it leaves alone.</summary>
    public Customer With(SourceCustomer said)
    {
        (string? email, DateTimeOffset? emailAt) = Latest(Email, Times.Email, CustomerIdentity.NormalizeEmail(said.Email), said.UpdatedAt);
        (string? phone, DateTimeOffset? phoneAt) = Latest(Phone, Times.Phone, CustomerIdentity.NormalizePhone(said.Phone), said.UpdatedAt);
        (string? name, DateTimeOffset? nameAt) = Latest(Name, Times.Name, string.IsNullOrWhiteSpace(said.Name) ? null : said.Name.Trim(), said.UpdatedAt);
        (string? line, DateTimeOffset? lineAt) = Latest(LineUserId, Times.LineUserId, CustomerIdentity.NormalizeLineUserId(said.LineUserId), said.UpdatedAt);
        return new Customer(CustomerId, said.UpdatedAt > UpdatedAt ? said.UpdatedAt : UpdatedAt)
        {
            Email = email,
            Phone = phone,
            Name = name,
            LineUserId = line,
            Times = new CustomerTimes(emailAt, phoneAt, nameAt, lineAt),
        };
    }

    /// <summary>The customer of whom nothing is known yet.</summary>
    public static Customer Unknown(string customerId) => new(customerId, DateTimeOffset.UnixEpoch);

    /// <summary>Of two values of one moment it is always the same one, too.</summary>
    private static (string? Value, DateTimeOffset? At) Latest(string? known, DateTimeOffset? knownAt, string? heard, DateTimeOffset heardAt)
    {
        bool isHeard = heard is not null
            && (known is null || heardAt > knownAt || (heardAt == knownAt && string.CompareOrdinal(heard, known) > 0));
        return isHeard ? (heard, heardAt) : (known, knownAt);
    }
}

/// <summary>When the values of a customer were written, UTC; null where there is no value.</summary>
public sealed record CustomerTimes(
    DateTimeOffset? Email = null, DateTimeOffset? Phone = null, DateTimeOffset? Name = null, DateTimeOffset? LineUserId = null);
