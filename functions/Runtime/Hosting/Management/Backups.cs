using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Copies of all files of the data folder, as they were at one moment, made while the server works.</summary>
/// <remarks>The moment is one at which the process might have been killed: no commit to the engine's file lies between its snapshot and
/// those of the others. So a restored folder goes on as one does after a crash.</remarks>
internal sealed class Backups(IEnumerable<OpenFile> files, RuntimeOptions options) : IDisposable
{
    public const string Folder = "backups";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <returns>Where it lies and what it holds.</returns>
    /// <exception cref="InvalidOperationException">There is nothing on the disk.</exception>
    public async Task<JsonObject> MakeAsync()
    {
        string data = options.Directory
            ?? throw new InvalidOperationException("This server keeps nothing on the disk, so there is nothing to back up.");
        await oneAtATime.WaitAsync();
        try
        {
            string name = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
            string folder = Path.Combine(data, Folder, name);
            string unfinished = folder + ".part";
            Create(unfinished);
            JsonArray made = await Task.Run(() => CopyAsync(unfinished));
            Directory.Move(unfinished, folder);
            return new JsonObject { ["folder"] = folder, ["files"] = made };
        }
        catch (Exception e) when (e is UnauthorizedAccessException || e.GetType() == typeof(IOException))
        {
            throw new InvalidOperationException($"The backup could not be written: {e.Message}", e);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<JsonArray> CopyAsync(string folder)
    {
        JsonArray made = [];
        foreach (SqliteSnapshot snapshot in await SnapshotsAsync())
        {
            using (snapshot)
            {
                string copy = Path.Combine(folder, snapshot.FileName);
                snapshot.CopyTo(copy);
                made.Add(new JsonObject { ["name"] = snapshot.FileName, ["bytes"] = new FileInfo(copy).Length });
            }
        }

        return made;
    }

    /// <summary>While the engine's writer takes the snapshots nobody else can write to the engine's file.</summary>
    private Task<List<SqliteSnapshot>> SnapshotsAsync()
    {
        List<SqliteFile> all = [.. files.Select(f => f.File)];
        SqliteFile engine = all.Single(f => Path.GetFileName(f.FullPath) == RuntimeFile.Name);
        return engine.WriteAsync(_ =>
        {
            List<SqliteSnapshot> taken = [];
            try
            {
                taken.Add(engine.Snapshot());
                taken.AddRange(all.Where(f => f != engine).Select(f => f.Snapshot()));
                return taken;
            }
            catch
            {
                taken.ForEach(s => s.Dispose());
                throw;
            }
        });
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly); // it holds customers
        }
    }
}
