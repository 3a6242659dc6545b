using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.PowerLoss;

/// <summary>What became of the part of the log that nobody was told of.</summary>
public enum Loss
{
    /// <summary>It was never written.</summary>
    Cut,

    /// <summary>Some of it was.</summary>
    Partial,

    /// <summary>The file had grown, but its contents had not reached the disk.</summary>
    Zeroed,

    /// <summary>Whatever lay there before.</summary>
    Scrambled,

    /// <summary>Disks write sector by sector, in an order of their own.</summary>
    Torn,
}

/// <summary>Notes the length of a file's log whenever a write is acknowledged, and gives the file as it would be found after the power
/// had gone right then.</summary>
internal sealed class PowerCut : IDisposable
{
    private const int SectorBytes = 512;

    private readonly TemporaryFolder folder = new();
    private readonly List<long> lengths = [];
    private readonly string path;
    private readonly byte[] before;
    private byte[] log = [];

    private PowerCut(string path, byte[] before)
    {
        this.path = path;
        this.before = before;
    }

    /// <summary>Acknowledged writes so far.</summary>
    public int Count => lengths.Count;

    /// <summary>From here on the log only grows, so that its beginning is what the disk had at every moment in between.</summary>
    public static async Task<PowerCut> BeginAsync(SqliteFile file)
    {
        await file.WriteAsync(static s => s.QueryNumber("PRAGMA wal_autocheckpoint=0"));
        return new PowerCut(file.FullPath, Read(file.FullPath));
    }

    /// <summary>A write was acknowledged, and no other is under way.</summary>
    public void Acknowledged() => lengths.Add(new FileInfo(path + "-wal").Length);

    /// <summary>Once, before the file is closed.</summary>
    public void End() => log = Read(path + "-wal");

    /// <summary>A folder with the file as it was when so many writes were acknowledged, from 1.</summary>
    public string FolderAfter(int writes, Loss loss, Random random)
    {
        string copy = folder.PathOf($"{loss}-{writes}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(copy);
        string name = Path.Combine(copy, Path.GetFileName(path));
        File.WriteAllBytes(name, before);
        File.WriteAllBytes(name + "-wal", LogAfter((int)lengths[writes - 1], loss, random));
        return copy;
    }

    public void Dispose() => folder.Dispose();

    private byte[] LogAfter(int length, Loss loss, Random random)
    {
        if (loss is Loss.Cut or Loss.Partial)
        {
            return log[..(loss == Loss.Cut ? length : random.Next(length, log.Length + 1))];
        }

        byte[] bytes = [.. log];
        for (int at = length; at < bytes.Length;)
        {
            int end = Math.Min(bytes.Length, ((at / SectorBytes) + 1) * SectorBytes);
            Span<byte> sector = bytes.AsSpan(at..end);
            switch (loss)
            {
                case Loss.Zeroed:
                    sector.Clear();
                    break;
                case Loss.Scrambled:
                    random.NextBytes(sector);
                    break;
                case Loss.Torn when random.Next(2) == 0:
                    sector.Clear();
                    break;
            }

            at = end;
        }

        return bytes;
    }

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>How often the power goes: now and then in every run of the tests, often at night.</summary>
internal static class Cuts
{
    private static readonly int Wanted = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true" ? 400 : 15;

    /// <summary>Numbers of writes, the first and the last among them.</summary>
    public static IEnumerable<int> Of(int writes, Random random) =>
        Enumerable.Range(0, Math.Min(Wanted, writes) - 2).Select(_ => random.Next(2, writes)).Append(1).Append(writes).Distinct();
}
