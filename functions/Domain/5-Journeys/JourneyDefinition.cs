using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>A follow-up plan as a marketer writes it: when × what × by which means.</summary>
public sealed record JourneyDefinition
{
    /// <summary>Lower-case letters, digits and hyphens, at most <see cref="IdLengthMax"/>; kept for ever.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Whether consent is needed.</summary>
    public Purpose Purpose { get; init; } = Purpose.Marketing;

    /// <summary>What enrolls a customer.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>What a further cause does to somebody who was enrolled before.</summary>
    public ReEntry ReEntry { get; init; } = ReEntry.PerKey;

    /// <summary>At least one; settled in this order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>With the hash behind it, an enrollment id stays within 100 characters.</summary>
    public const int IdLengthMax = 60;

    /// <summary>The step of that id; null when the journey has none.</summary>
    public Step? Find(string stepId) => Steps.FirstOrDefault(s => s.Id == stepId);

    /// <summary>The step after that one; the first for null, null after the last.</summary>
    public Step? After(string? stepId) => Steps.ElementAtOrDefault(stepId is null ? 0 : PositionOf(stepId) + 1);

    private int PositionOf(string stepId) => Steps.Index().First(s => s.Item.Id == stepId).Index;
}

/// <summary>What the messages of a journey are, by law.</summary>
public enum Purpose
{
    /// <summary>Advertising: needs the customer's consent.</summary>
    Marketing,

    /// <summary>Part of a purchase, without any advertising.</summary>
    Transactional,
}

/// <summary>What a further cause does to somebody who was enrolled before.</summary>
public enum ReEntry
{
    /// <summary>Nothing: a customer goes through the journey once in a lifetime.</summary>
    Once,

    /// <summary>Each cause enrolls once, side by side.</summary>
    PerKey,

    /// <summary>Nothing while one runs; afterwards it enrolls again.</summary>
    Wait,
}
