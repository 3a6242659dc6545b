namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The links of a message that are followed through this system.</summary>
/// <param name="Until">Until when they lead on, UTC.</param>
/// <param name="Destinations">Where they lead, each once; a link names its place in the list.</param>
public sealed record TrackedLinks(DateTimeOffset Until, IReadOnlyList<string> Destinations);
