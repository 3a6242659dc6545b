using System.Globalization;

namespace FollowUpFlows.Sqlite;

/// <summary>Brings a file to the schema's version, all of the way or not at all.</summary>
internal static class Migration
{
    /// <summary>Copies of earlier versions that are kept.</summary>
    private const int BackupsMax = 3;

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
            SqliteCopy.Make(session, $"{path}.v{version}.bak");
            RemoveOldBackups(path);
        }

        session.Execute("BEGIN IMMEDIATE");
        foreach (string script in schema.After(version))
        {
            session.ExecuteScript(script);
        }

        session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={schema.Version}"));
        session.Execute("COMMIT");
    }

    /// <summary>The latest stay; each is as large as the file was.</summary>
    private static void RemoveOldBackups(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        string name = Path.GetFileName(path);
        IEnumerable<string> old = Directory.EnumerateFiles(folder, $"{name}.v*.bak").OrderByDescending(f => VersionOf(f, path)).Skip(BackupsMax);
        foreach (string file in old.Where(f => VersionOf(f, path) > 0))
        {
            File.Delete(file);
        }
    }

    private static int VersionOf(string backup, string path) =>
        int.TryParse(backup.AsSpan(path.Length)[".v".Length..^".bak".Length], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? version
            : 0;
}
