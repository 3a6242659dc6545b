using System.Globalization;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A disk of a few mebibytes, in memory, that can be filled and emptied.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    public string Path => folder.Path;

    private string Filler => folder.PathOf("filler");

    public static async Task<SmallDisk> MountAsync(int mebibytes)
    {
        SmallDisk disk = new();
        await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m"), "none", disk.Path);
        return disk;
    }

    /// <summary>Leaves so many bytes free.</summary>
    public void Fill(long but)
    {
        long free = new DriveInfo(Path).AvailableFreeSpace;
        using FileStream stream = File.Create(Filler);
        byte[] block = new byte[4096];
        for (long left = free - but; left > 0; left -= block.Length)
        {
            stream.Write(block);
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Path);
        folder.Dispose();
    }

    private static async Task RunAsync(string program, params string[] args)
    {
        ProcessRun run = await ProcessRun.OfAsync(program, "/", args);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', args)}: {run.Error}");
    }
}
