using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>Templates in a folder, as a marketer has them.</summary>
internal sealed class TemplatesFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TemplatesFolder(params string[] journeys)
    {
        foreach ((string path, string text) in JourneyFiles.Set(journeys).Files)
        {
            Write(path, text);
        }
    }

    public string Path => folder.PathOf("templates");

    /// <summary>A data folder beside the templates, not made yet.</summary>
    public string Data => folder.PathOf("data");

    public void Write(string path, string text)
    {
        string file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => folder.Dispose();
}
