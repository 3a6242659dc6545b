using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.App.Composition;

/// <summary>Exports in a folder of the data folder, readable by its owner alone.</summary>
internal sealed class ExportFolder(string folder) : IExports
{
    public const string Name = "exports";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task WriteAsync(string name, string json, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        // Written aside and moved: nobody hands out half of a file.
        string aside = Path.Combine(folder, name + ".new");
        await using (StreamWriter writer = new(aside, options))
        {
            await writer.WriteAsync(json.AsMemory(), cancellationToken);
        }

        File.Move(aside, Path.Combine(folder, name), overwrite: true);
    }
}
