namespace FollowUpFlows.Sqlite;

/// <summary>How every connection is set up.</summary>
internal static class SqliteSettings
{
    /// <summary>A backup tool may hold the file for a moment; nobody of ours does.</summary>
    public const string Reader = "PRAGMA busy_timeout=5000;";

    /// <summary>The log is synchronized with every commit, so an acknowledged write outlives a power cut; a log that grew once
    /// shrinks to 64 MiB again.</summary>
    public const string Writer =
        Reader + "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-16384;";
}
