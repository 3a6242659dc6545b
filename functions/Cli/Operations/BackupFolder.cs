using FollowUpFlows.Cli.Serving;

namespace FollowUpFlows.Cli.Operations;

/// <summary>Brings a backup that a server made in its data folder to where it is wanted.</summary>
internal static class BackupFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Together with the settings, so that the copy can be started.</summary>
    /// <param name="made">Below the data folder, in the folder of backups.</param>
    /// <exception cref="IOException">The target cannot be written; the backup stays where it was made.</exception>
    public static void Move(string made, string target)
    {
        string settings = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(made)!)!, FirstStart.SettingsFile);
        string unfinished = target + ".part";
        FirstStart.CreateFolder(unfinished);
        foreach (string file in Directory.EnumerateFiles(made).Concat(File.Exists(settings) ? [settings] : []))
        {
            Copy(file, Path.Combine(unfinished, Path.GetFileName(file)));
        }

        Directory.Move(unfinished, target);
        Directory.Delete(made, recursive: true);
    }

    /// <summary>The target may lie on another disk, and must be on it when the command ends.</summary>
    private static void Copy(string from, string to)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using FileStream source = File.OpenRead(from);
        using FileStream copy = new(to, options);
        source.CopyTo(copy);
        copy.Flush(flushToDisk: true);
    }
}
