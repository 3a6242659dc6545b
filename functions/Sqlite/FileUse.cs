namespace FollowUpFlows.Sqlite;

/// <summary>Whether a file is open somewhere.</summary>
public static class FileUse
{
    /// <summary>True while a process, perhaps this one, has the file open. Nothing is created or changed.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using FileStream held = new(path + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e)
        {
            return FileLock.IsHeld(e);
        }
        catch (UnauthorizedAccessException)
        {
            return false; // whoever opens the file is told why it cannot be
        }
    }
}
