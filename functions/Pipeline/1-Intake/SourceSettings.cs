namespace FollowUpFlows.Pipeline.Intake;

/// <summary>A configured instance of a source: one shop system of the shop.</summary>
/// <param name="SourceId">As in the webhook's address: lower-case letters, digits and hyphens; kept for ever.</param>
/// <param name="Source">The kind of shop system.</param>
/// <param name="Secrets">The newest first; an older one stays while the shop system still signs with it.</param>
public sealed record SourceSettings(string SourceId, IShopSource Source, IReadOnlyList<string> Secrets)
{
    /// <summary>Topics whose events it takes, compared without regard to case; empty: those that no other source names.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>What its <see cref="IApiSource.ApiSettings"/> are set to; null where the shop's API is not to be used.</summary>
    public IReadOnlyDictionary<string, string>? Api { get; init; }

    /// <summary>The address of its webhooks as the shop system was given it; null where it need not be known.</summary>
    public string? Address { get; init; }

    /// <summary>Whether consents to e-mail count only once they are confirmed by mail (double opt-in), whatever the source says of them.</summary>
    public bool ConfirmsConsent { get; init; }

    /// <summary>Within what a customer's external id is unique; part of identities, kept for ever.</summary>
    public string IdentityKind => Source.HasGlobalIds ? Source.Kind : $"{Source.Kind}:{SourceId}";
}

/// <summary>All configured sources.</summary>
public sealed class ShopSources(IEnumerable<SourceSettings> sources)
{
    private readonly Dictionary<string, SourceSettings> byId = sources.ToDictionary(s => s.SourceId, StringComparer.Ordinal);

    /// <summary>Each of them, in no order that means anything.</summary>
    public IReadOnlyCollection<SourceSettings> All => byId.Values;

    /// <summary>The sources that take events, by id.</summary>
    public IReadOnlyList<SourceSettings> OfEvents { get; } =
        [.. sources.Where(s => s.Source is IEventSource).OrderBy(s => s.SourceId, StringComparer.Ordinal)];

    /// <summary>The source that takes events of the topic; null when none does.</summary>
    /// <param name="topic">Null for an event that does not say.</param>
    public SourceSettings? TakerOf(string? topic) =>
        OfEvents.FirstOrDefault(s => topic is not null && s.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase))
        ?? OfEvents.FirstOrDefault(s => s.Topics.Count == 0);

    /// <summary>The source of that id; null when none is configured.</summary>
    public SourceSettings? Find(string sourceId) => byId.GetValueOrDefault(sourceId);
}
