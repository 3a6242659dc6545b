using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Published templates of one kind, read once: a version never changes. Which versions are the newest is looked up again after a
/// moment. A newest version that cannot be read is shown and left out: the newest that can be read stays active.</summary>
/// <param name="kind">For faults: <c>journey</c>.</param>
/// <param name="read">Makes the template of a version's files.</param>
internal sealed class NewestReadable<T>(
    VersionedTemplates versions, string kind, Func<int, TemplateSet, TemplateReading<T>> read, TimeProvider systemClock)
    where T : class
{
    private readonly ConcurrentDictionary<(string Id, int Version), T> known = new();
    private Snapshot? snapshot;

    /// <summary>How long a publication may go unnoticed, on the system clock.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    /// <summary>By id, and what is wrong with the newer versions.</summary>
    public async Task<Snapshot> LookAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = systemClock.GetUtcNow();
        if (snapshot is { } recent && now - recent.At is var age && age >= TimeSpan.Zero && age < FreshFor)
        {
            return recent;
        }

        List<(string Id, T Value)> active = [];
        List<TemplateFault> faults = [];
        IReadOnlyList<TemplateHead> heads = await versions.HeadsAsync(cancellationToken);
        foreach (TemplateHead head in heads)
        {
            if (await ReadNewestAsync(head, faults, cancellationToken) is { } value)
            {
                active.Add((head.Id, value));
            }
        }

        return snapshot = new Snapshot(now, active, faults) { Heads = heads };
    }

    /// <summary>One version, whatever the newest is.</summary>
    public async Task<TemplateReading<T>> ReadAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (known.TryGetValue((id, version), out T? before))
        {
            return new TemplateReading<T>(before, []);
        }

        if (await versions.FilesAsync(id, version, cancellationToken) is not { } files)
        {
            return new TemplateReading<T>(null, [new TemplateFault($"{kind} {id}", null, $"version {version} is not, or not wholly, in the store")]);
        }

        TemplateReading<T> reading = read(version, files);
        return reading.Value is { } value ? new TemplateReading<T>(known.GetOrAdd((id, version), value), []) : reading;
    }

    /// <summary>Makes the next look see what was published just now.</summary>
    public void Forget() => snapshot = null;

    private async Task<T?> ReadNewestAsync(TemplateHead head, List<TemplateFault> faults, CancellationToken cancellationToken)
    {
        for (int version = head.Version; version >= 1; version--)
        {
            TemplateReading<T> reading = await ReadAsync(head.Id, version, cancellationToken);
            if (reading.Value is { } value)
            {
                if (version < head.Version)
                {
                    faults.Add(new TemplateFault(head.Path, null, $"version {version} of the {kind} '{head.Id}' stays active, because what came after it cannot be read; publish it again"));
                }

                return value;
            }

            faults.AddRange(reading.Faults);
        }

        return null;
    }

    /// <param name="Active">By id, in the order of the ids.</param>
    internal sealed record Snapshot(DateTimeOffset At, IReadOnlyList<(string Id, T Value)> Active, IReadOnlyList<TemplateFault> Faults)
    {
        /// <summary>Of the newest versions, whether they can be read or not.</summary>
        public required IReadOnlyList<TemplateHead> Heads { get; init; }

        /// <summary>The same list as long as the snapshot holds.</summary>
        public IReadOnlyList<T> Values { get; } = [.. Active.Select(a => a.Value)];

        /// <summary>The same dictionary as long as the snapshot holds.</summary>
        public IReadOnlyDictionary<string, T> ById { get; } = Active.ToDictionary(a => a.Id, a => a.Value, StringComparer.Ordinal);
    }
}
