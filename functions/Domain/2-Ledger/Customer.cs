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

    /// <summary>The name's reading, full width; null when unknown.</summary>
    public string? Kana { get; init; }

    /// <summary>Null when unknown.</summary>
    public Birthday? Birthday { get; init; }

    /// <summary>When the customer registered with the shop, UTC; null when unknown.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Half width, a Japanese one as <c>123-4567</c>; null when unknown.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Those that sources have told: each once, ordinal; empty when there are none, or none are known.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags that journeys have put on, whatever sources say: each once, ordinal.</summary>
    public IReadOnlyList<string> TagsAdded { get; init; } = [];

    /// <summary>Tags that journeys have taken off, whatever sources say: each once, ordinal.</summary>
    public IReadOnlyList<string> TagsRemoved { get; init; } = [];

    /// <summary>The tags that hold: each once, ordinal.</summary>
    public IReadOnlyList<string> AllTags => TagsAdded.Count + TagsRemoved.Count == 0 ? Tags : Ordered(Tags.Union(TagsAdded).Except(TagsRemoved));

    /// <summary>The shop's own friend; null when unknown.</summary>
    public string? LineUserId { get; init; }

    /// <summary>When each of them was written.</summary>
    public CustomerTimes Times { get; init; } = new();

    /// <summary>When the customer was forgotten at their own wish, UTC; null when they were not. What was said until then stays forgotten.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether something that was said at that time must stay forgotten.</summary>
    public bool IsPast(DateTimeOffset saidAt) => saidAt <= ErasedAt;

    /// <summary>The customer after another description. Of each value the one that was written last holds, in whichever order the
    /// descriptions arrive; what a description does not say it leaves alone.</summary>
    public Customer With(SourceCustomer said)
    {
        if (IsPast(said.UpdatedAt))
        {
            return this;
        }

        (string? email, DateTimeOffset? emailAt) = Latest(Email, Times.Email, CustomerIdentity.NormalizeEmail(said.Email), said.UpdatedAt);
        (string? phone, DateTimeOffset? phoneAt) = Latest(Phone, Times.Phone, CustomerIdentity.NormalizePhone(said.Phone), said.UpdatedAt);
        (string? name, DateTimeOffset? nameAt) = Latest(Name, Times.Name, string.IsNullOrWhiteSpace(said.Name) ? null : said.Name.Trim(), said.UpdatedAt);
        (string? line, DateTimeOffset? lineAt) = Latest(LineUserId, Times.LineUserId, CustomerIdentity.NormalizeLineUserId(said.LineUserId), said.UpdatedAt);
        Customer described = this with
        {
            UpdatedAt = said.UpdatedAt > UpdatedAt ? said.UpdatedAt : UpdatedAt,
            Email = email,
            Phone = phone,
            Name = name,
            LineUserId = line,
            Times = Times with { Email = emailAt, Phone = phoneAt, Name = nameAt, LineUserId = lineAt },
        };
        return described.WithDetails(said);
    }

    /// <summary>The customer with tags put on and taken off by a journey; the same object when that changes nothing.</summary>
    public Customer Tagged(IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (IsForgotten)
        {
            return this;
        }

        IReadOnlyList<string> added = Ordered(TagsAdded.Union(add).Except(remove));
        IReadOnlyList<string> removed = Ordered(TagsRemoved.Union(remove).Except(add));
        return added.SequenceEqual(TagsAdded) && removed.SequenceEqual(TagsRemoved) ? this : this with { TagsAdded = added, TagsRemoved = removed };
    }

    /// <summary>The customer who has another LINE account from now on, or none: what was written of it before counts no more.</summary>
    /// <param name="lineUserId">Normalized; null for none.</param>
    public Customer WithLine(string? lineUserId, DateTimeOffset at) => this with
    {
        LineUserId = lineUserId,
        Times = Times with { LineUserId = Times.LineUserId is { } before && before >= at ? before.AddTicks(1) : at },
        UpdatedAt = at > UpdatedAt ? at : UpdatedAt,
    };

    /// <summary>The customer of whom nothing is known any more but the id.</summary>
    /// <param name="at">When they were forgotten; at least as late as what was said last.</param>
    public Customer Forgotten(DateTimeOffset at)
    {
        DateTimeOffset erasedAt = at > UpdatedAt ? at : UpdatedAt;
        return new Customer(CustomerId, erasedAt) { ErasedAt = erasedAt };
    }

    /// <summary>Whether nothing is known of the customer but that they were forgotten.</summary>
    public bool IsForgotten => ErasedAt is { } erasedAt && this == new Customer(CustomerId, erasedAt) { ErasedAt = erasedAt };

    private Customer WithDetails(SourceCustomer said)
    {
        (string? kana, DateTimeOffset? kanaAt) = Latest(Kana, Times.Kana, CustomerDetails.NormalizeKana(said.Kana), said.UpdatedAt);
        (string? postalCode, DateTimeOffset? postalCodeAt) = Latest(PostalCode, Times.PostalCode, CustomerDetails.NormalizePostalCode(said.PostalCode), said.UpdatedAt);
        (Birthday? birthday, DateTimeOffset? birthdayAt) = Latest(Birthday, Times.Birthday, said.Birthday, said.UpdatedAt);
        (DateTimeOffset? registeredAt, DateTimeOffset? registeredAtAt) = Latest(RegisteredAt, Times.RegisteredAt, said.RegisteredAt, said.UpdatedAt);
        IReadOnlyList<string>? known = Times.Tags is null ? null : Tags;
        (IReadOnlyList<string>? tags, DateTimeOffset? tagsAt) = Latest(known, Times.Tags, CustomerDetails.NormalizeTags(said.Tags), said.UpdatedAt);
        return this with
        {
            Kana = kana,
            PostalCode = postalCode,
            Birthday = birthday,
            RegisteredAt = registeredAt,
            Tags = tags ?? [],
            Times = Times with { Kana = kanaAt, PostalCode = postalCodeAt, Birthday = birthdayAt, RegisteredAt = registeredAtAt, Tags = tagsAt },
        };
    }

    /// <summary>The customer of whom nothing is known yet.</summary>
    public static Customer Unknown(string customerId) => new(customerId, DateTimeOffset.UnixEpoch);

    private static IReadOnlyList<string> Ordered(IEnumerable<string> tags) => [.. tags.Order(StringComparer.Ordinal)];

    /// <summary>Of two values of one moment it is always the same one, too.</summary>
    private static (T Value, DateTimeOffset? At) Latest<T>(T known, DateTimeOffset? knownAt, T heard, DateTimeOffset heardAt)
    {
        bool isHeard = heard is not null
            && (knownAt is null
                || heardAt > knownAt
                || (heardAt == knownAt && string.CompareOrdinal(CustomerDetails.Comparable(heard), CustomerDetails.Comparable(known)) > 0));
        return isHeard ? (heard, heardAt) : (known, knownAt);
    }
}

/// <summary>When the values of a customer were written, UTC; null where there never was a value. A LINE account that was taken away leaves
/// the time of that.</summary>
public sealed record CustomerTimes(
    DateTimeOffset? Email = null,
    DateTimeOffset? Phone = null,
    DateTimeOffset? Name = null,
    DateTimeOffset? LineUserId = null,
    DateTimeOffset? Kana = null,
    DateTimeOffset? Birthday = null,
    DateTimeOffset? RegisteredAt = null,
    DateTimeOffset? PostalCode = null,
    DateTimeOffset? Tags = null);
