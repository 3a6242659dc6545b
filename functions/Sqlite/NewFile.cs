namespace FollowUpFlows.Sqlite;

/// <summary>A database file that is not there yet. It will hold customers, and its folder may be open to others.</summary>
internal static class NewFile
{
    /// <summary>Makes an empty file for its owner alone; SQLite gives the log beside it the same rights. One that is there stays as it is.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            new FileStream(path, options).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Made by somebody else just now, or not possible: SQLite opens it, or says why not.
        }
    }
}
