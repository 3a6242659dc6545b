using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Storage.Sqlite;

namespace FollowUpFlows.Cli.Demo;

/// <summary>The data folder of a demo, held by this process until it is disposed. A demo is made aside, in a folder inside it, and its
/// files are moved when all is written: what is interrupted is made anew, or moved to the end, and never taken for whole.</summary>
internal sealed class DemoFolder : IDisposable
{
    private const string Making = ".making";
    private const string LockName = "demo.lock";

    /// <summary>The store goes first: while it is still aside, nothing has been moved. The mark goes last.</summary>
    private static readonly string[] Moved = [SqliteStorage.FileName, RuntimeFile.Name, FirstStart.SettingsFile, DemoMark.FileName];

    private readonly FileStream hold;

    private DemoFolder(string path, FileStream hold)
    {
        Location = path;
        this.hold = hold;
    }

    /// <summary>As the user named it.</summary>
    public string Location { get; }

    /// <summary>Null when there is no demo, or none that was finished.</summary>
    public DemoMark? Mark => DemoMark.Find(Location);

    private string Aside => Path.Combine(Location, Making);

    /// <exception cref="IOException">The folder holds something else, another process uses it, or it cannot be written; the text says
    /// which.</exception>
    public static DemoFolder Open(string path)
    {
        if (!IsOurs(path))
        {
            throw new IOException($"{path} holds something that is no demo, and stays as it is. Name another folder with --data.");
        }

        FirstStart.CreateFolder(path);
        DemoFolder folder = new(path, Hold(path, LockName));
        try
        {
            folder.Tidy();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>An empty folder to make a demo in.</summary>
    public string Begin()
    {
        using (Hold(Location, SqliteStorage.FileName + ".lock"))
        {
            // A server on the demo that is there would go on writing files that are no longer there.
        }

        FirstStart.CreateFolder(Aside);
        return Aside;
    }

    /// <summary>Puts what was made, mark and all, in the place of what was there.</summary>
    public void Finish()
    {
        using (Hold(Location, SqliteStorage.FileName + ".lock"))
        {
            foreach (string name in Moved.Where(n => File.Exists(Path.Combine(Aside, n))))
            {
                string place = Path.Combine(Location, name);
                File.Delete(place + "-wal");  // of the file that goes; the new ones were closed and have none
                File.Delete(place + "-shm");
                File.Move(Path.Combine(Aside, name), place, overwrite: true);
            }
        }

        Directory.Delete(Aside, recursive: true);
    }

    public void Dispose() => hold.Dispose();

    private void Tidy()
    {
        if (DemoMark.Find(Aside) is not null)
        {
            Finish();
        }
        else if (Directory.Exists(Aside))
        {
            Directory.Delete(Aside, recursive: true);
        }
    }

    /// <summary>Nothing is there yet, or a demo, or one that is being moved.</summary>
    private static bool IsOurs(string path)
    {
        if (!Directory.Exists(path) || DemoMark.Find(path) is not null)
        {
            return !File.Exists(path);
        }

        string aside = Path.Combine(path, Making);
        bool isBeingMoved = DemoMark.Find(aside) is not null && !File.Exists(Path.Combine(aside, SqliteStorage.FileName));
        return isBeingMoved
            || Directory.EnumerateFileSystemEntries(path).All(e => Path.GetFileName(e) is Making or LockName or SqliteStorage.FileName + ".lock");
    }

    private static FileStream Hold(string path, string name)
    {
        try
        {
            return new FileStream(Path.Combine(path, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new IOException($"{path} is in use by another process. Stop it first, or name another folder with --data.", e);
        }
    }
}
