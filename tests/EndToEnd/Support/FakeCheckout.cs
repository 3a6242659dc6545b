using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A folder with the real script <c>followup</c>, sources of yesterday, a program built since, and a <c>dotnet</c>
/// that only prints its arguments; its build fails when there is a <c>functions/broken.cs</c>.</summary>
internal sealed class FakeCheckout : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        printf 'dotnet'; printf ' <%s>' "$@"; printf '\n'
        [ "$1" != build ] || [ ! -f functions/broken.cs ] || { echo 'error CS0000'; exit 1; }

        """;

    private readonly TemporaryFolder folder = new();

    public FakeCheckout(bool withDotnet = true)
    {
        File.Copy(Repository.PathOf("followup"), folder.PathOf("followup"));
        foreach (string source in new[] { "functions/Domain/Rule.cs", "templates/ranks/six-rank.yaml", "samples/orders.csv", "Directory.Build.props", "global.json" })
        {
            Touch(source, DateTime.UtcNow.AddDays(-1));
        }

        foreach (string source in new[] { "functions", "functions/Domain", "templates", "templates/ranks", "samples" })
        {
            Directory.SetLastWriteTimeUtc(folder.PathOf(source), DateTime.UtcNow.AddDays(-1));
        }

        Program = Touch("artifacts/embedded/bin/FollowUpFlows.Cli/release/followup.dll", DateTime.UtcNow.AddHours(-1));
        Directory.CreateDirectory(folder.PathOf("bin"));
        foreach (string tool in new[] { "bash", "sh", "dirname", "readlink", "find", "mkdir", "touch", "cat", "flock" })
        {
            File.CreateSymbolicLink(folder.PathOf($"bin/{tool}"), ToolPath(tool));
        }

        if (withDotnet)
        {
            File.Copy(Repository.PathOf("followup"), folder.PathOf("bin/dotnet")); // a copy may be executed, too
            folder.Write("bin/dotnet", Dotnet);
        }
    }

    public string Program { get; }

    public string BuildLog => File.ReadAllText(folder.PathOf("artifacts/build.log"));

    /// <summary>Runs the script with no other tools than its own on the PATH.</summary>
    public Task<ProcessRun> RunAsync(params string[] args) => ProcessRun.OfAsync(folder.PathOf("followup"), "/", args, folder.PathOf("bin"));

    public string Touch(string file, DateTime at)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.PathOf(file))!);
        string path = folder.Write(file, "");
        File.SetLastWriteTimeUtc(path, at);
        return path;
    }

    /// <summary>Gives it a <c>console/build</c>.</summary>
    /// <param name="script">What that does, in place of the real one.</param>
    public void AddConsole(string script)
    {
        Directory.CreateDirectory(folder.PathOf("console"));
        File.Copy(Repository.PathOf("followup"), folder.PathOf("console/build"));
        folder.Write("console/build", $"#!/bin/sh\n{script}\n");
    }

    public void Delete(string file) => File.Delete(folder.PathOf(file));

    public void Dispose() => folder.Dispose();

    public static string ToolPath(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(p => Path.Combine(p, tool)).First(File.Exists);
}
