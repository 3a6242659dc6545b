using System.IO.Compression;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Deployment;

/// <summary>The hook that looks at a package before it is deployed.</summary>
[Collection(SameCheckout.Name)]
public sealed class CheckPackageTests : IDisposable
{
    private static readonly string Script = Repository.PathOf("infra", "hooks", "check-package.sh");

    private readonly TemporaryFolder folder = new();
    private readonly string package;

    public CheckPackageTests()
    {
        package = Directory.CreateDirectory(folder.PathOf("a package")).FullName;
        Write("host.json", """{ "version": "2.0" }""");
        Write("functions.metadata", """[ { "name": "ZConsole" } ]""");
        Write("worker.config.json", """{ "description": { "language": "dotnet-isolated" } }""");
        Write("FollowUpFlows.App.dll", "MZ");
        Write("runtimes/linux-x64/native/libe_sqlite3.so", "ELF");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Package_OfTheAzureBuild_IsTaken(bool isZip)
    {
        ProcessRun run = await CheckAsync(isZip);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("can be deployed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("functions.metadata", "functions.metadata is missing")]
    [InlineData("worker.config.json", "worker.config.json is missing")]
    [InlineData("host.json", "host.json is missing")]
    public async Task Package_WithoutWhatTheHostReads_IsRefused(string file, string refusal)
    {
        File.Delete(Path.Combine(package, file));
        await IsRefusedAsync(refusal);
    }

    [Theory]
    [InlineData("functions.metadata", "", "functions.metadata is empty")]
    [InlineData("functions.metadata", "[]", "functions.metadata names no function")]
    [InlineData("worker.config.json", " \n", "worker.config.json is empty")]
    [InlineData("local.settings.json", "{}", "local.settings.json holds the secrets")]
    [InlineData("bin/local.settings.json", "{}", "local.settings.json holds the secrets")]
    [InlineData("FollowUpFlows.Compat.Functions.dll", "MZ", "FollowUpFlows.Compat.Functions.dll belongs to the embedded build")]
    [InlineData("FollowUpFlows.Runtime.dll", "MZ", "FollowUpFlows.Runtime.dll belongs to the embedded build")]
    [InlineData("followup.dll", "MZ", "followup.dll belongs to the embedded build")]
    public async Task Package_WithWhatMustNotBeThere_IsRefused(string file, string text, string refusal)
    {
        Write(file, text);
        await IsRefusedAsync(refusal);
    }

    [Fact]
    public async Task Faults_AreAllNamedAtOnce()
    {
        File.Delete(Path.Combine(package, "functions.metadata"));
        File.Delete(Path.Combine(package, "worker.config.json"));
        Write("local.settings.json", "{}");

        ProcessRun run = await CheckAsync(isZip: false);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Folder_PackedWithItsName_IsRefusedWithTheRemedy()
    {
        ZipFile.CreateFromDirectory(package, folder.PathOf("outer.zip"), CompressionLevel.Fastest, includeBaseDirectory: true);
        ProcessRun run = await ProcessRun.OfAsync(Script, folder.Path, [folder.PathOf("outer.zip")]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("functions.metadata is not at the root; pack what is in the folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing here", "does not exist")]
    [InlineData("text.zip", "is neither a folder nor a zip")]
    public async Task Argument_ThatIsNoPackage_IsRefused(string name, string refusal)
    {
        folder.Write("text.zip", "no zip");
        ProcessRun run = await ProcessRun.OfAsync(Script, folder.Path, [folder.PathOf(name)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(refusal, run.Error, StringComparison.Ordinal);
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(package, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>As a folder and as a zip.</summary>
    private async Task IsRefusedAsync(string refusal)
    {
        foreach (bool isZip in (bool[])[false, true])
        {
            ProcessRun run = await CheckAsync(isZip);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(refusal, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }

    private async Task<ProcessRun> CheckAsync(bool isZip)
    {
        string path = isZip ? folder.PathOf("package.zip") : package;
        if (isZip)
        {
            ZipFile.CreateFromDirectory(package, path);
        }

        return await ProcessRun.OfAsync(Script, folder.Path, [path]);
    }
}
