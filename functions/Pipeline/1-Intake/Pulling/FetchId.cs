using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Which thing of which source is to be fetched: the message of the queue.</summary>
/// <param name="Key">Of the thing; a row key.</param>
public sealed record FetchId(string SourceId, string Key)
{
    internal static FetchId Of(string sourceId, ShopThing thing) => new(sourceId, RowKeys.Of(thing.Entity, thing.Id));

    /// <summary><c>source:key</c>.</summary>
    public override string ToString() => $"{SourceId}:{Key}";

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static FetchId? Parse(string text) => text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon < text.Length - 1
        ? new FetchId(text[..colon], text[(colon + 1)..])
        : null;
}
