using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>The built program in a folder of its own. Of the shipped journeys it keeps the thank-you, beside which a test puts its own: an
/// empty store is seeded with these two, and nothing else is sent.</summary>
internal sealed class ProgramCopy : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ProgramCopy()
    {
        string built = Repository.PathOf("artifacts", "embedded", "bin", "FollowUpFlows.Cli", "release");
        foreach (string file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            string copy = folder.PathOf(Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Program => folder.PathOf("followup.dll");

    public static async Task<ProgramCopy> WithJourneyAsync(string id, string journey)
    {
        await ProcessRun.BuiltAsync();
        ProgramCopy copy = new();
        foreach (string file in Directory.EnumerateFiles(copy.folder.PathOf("templates/journeys")).Where(f => Path.GetFileName(f) != "thank-you.yaml"))
        {
            File.Delete(file);
        }

        copy.folder.Write($"templates/journeys/{id}.yaml", journey);
        return copy;
    }

    /// <summary>A file among its templates.</summary>
    public async Task WriteTemplateAsync(string path, byte[] bytes)
    {
        string file = folder.PathOf("templates/" + path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, bytes);
    }

    public void Dispose() => folder.Dispose();
}
