namespace FollowUpFlows.Sqlite;

/// <summary>Keeps a second process away from a database. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Creates the folder as well.</summary>
    public static FileLock Take(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }

        try
        {
            return new FileLock(new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw NotWritable(path, e);
        }
        catch (IOException e)
        {
            throw IsHeld(e)
                ? new SqliteFileException($"{path} is in use by another process. Stop it first: two must never write one file.", e)
                : NotWritable(path, e);
        }
    }

    /// <summary>The lock file stays: removing it would let two newcomers lock two files of the same name.</summary>
    public void Dispose() => stream.Dispose();

    private static SqliteFileException NotWritable(string path, Exception e) =>
        new($"{path} may not be written ({e.Message}). Give this account the right to write the folder, or choose another one.", e);

    /// <summary>EAGAIN is 11 on Linux and 35 on macOS; Windows has a sharing violation.</summary>
    public static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
