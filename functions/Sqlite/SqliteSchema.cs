namespace FollowUpFlows.Sqlite;

/// <summary>The shape of a file and the way to it from every earlier shape.</summary>
/// <param name="scripts">Each brings a file of the version before (the first: an empty file) to the next one, and is never changed
/// once a shop has run it: a new shape is a new script at the end.</param>
public sealed class SqliteSchema(params string[] scripts)
{
    /// <summary>The version of a file that has run all scripts.</summary>
    public int Version => scripts.Length;

    /// <summary>What a file of that version has yet to run, in order.</summary>
    internal IEnumerable<string> After(int version) => scripts.Skip(version);
}
