using System.Globalization;

namespace FollowUpFlows.Sqlite;

/// <summary>Brings a file to the schema's version, all of the way or not at all.</summary>
internal static class Migration
{
    public static void Run(SqliteSession session, string path, SqliteSchema schema)
    {
        int version = (int)session.QueryNumber("PRAGMA user_version")!.Value;
        if (version > schema.Version)
        {
            throw new SqliteFileException(
                $"{path} was written by a newer release (file version {version}, this release knows {schema.Version}). "
                + "Install that release again, or restore a backup made before it.");
        }

        if (version == schema.Version)
        {
            return;
        }

        if (version > 0)
        {
            BackUp(session, $"{path}.v{version}.bak");
        }

        session.Execute("BEGIN IMMEDIATE");
        foreach (string script in schema.After(version))
        {
            session.ExecuteScript(script);
        }

        session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={schema.Version}"));
        session.Execute("COMMIT");
    }

    /// <summary>Under another name until it is whole, so that half a copy is never taken for a backup.</summary>
    private static void BackUp(SqliteSession session, string backup)
    {
        string unfinished = backup + ".part";
        foreach (string leftover in new[] { "", "-journal", "-wal", "-shm" }) // of a copy that a crash cut short
        {
            File.Delete(unfinished + leftover);
        }

        SqliteSession copy = SqliteSession.Open(unfinished, isReadOnly: false);
        try
        {
            session.CopyTo(copy);
            copy.ExecuteScript("PRAGMA journal_mode=DELETE"); // one file, no log beside it
        }
        finally
        {
            copy.Close();
        }

        File.Move(unfinished, backup, overwrite: true);
    }
}
