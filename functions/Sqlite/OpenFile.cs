namespace FollowUpFlows.Sqlite;

/// <summary>A file that somebody else opened and will close: for those who count, copy or check all files of a data folder.</summary>
public sealed record OpenFile(SqliteFile File);
