namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Whose ids a file holds.</summary>
/// <param name="SourceId">Within what order ids are unique.</param>
/// <param name="IdentityKind">Within what customer ids are unique.</param>
public sealed record FileSource(string SourceId, string IdentityKind)
{
    /// <summary>Ids of the files themselves: all files that name no source share them.</summary>
    public static FileSource Csv { get; } = new("csv", "csv");

    /// <summary>Ids of a configured source: its webhooks and the file tell of the same orders and customers.</summary>
    public static FileSource Of(SourceSettings source) => new(source.SourceId, source.IdentityKind);
}
