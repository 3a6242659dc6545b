using System.Xml.Linq;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Architecture;

/// <summary>Which project may reference which, read from the project files.</summary>
public sealed class WallsTests
{
    private const string AspNetCore = "Microsoft.AspNetCore.App";

    private const string DurableExtension = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask";

    /// <summary>Of the Azure build, where they stand in place of Compat.</summary>
    private static readonly string[] StoragePackages = ["Azure.Data.Tables", "Azure.Storage.Queues"];

    /// <inheritdoc cref="StoragePackages"/>
    private static readonly string[] WorkerPackages =
    [
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.Azure.Functions.Worker.Extensions.EventGrid",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
        "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues",
        "Microsoft.Azure.Functions.Worker.Extensions.Timer",
        "Microsoft.Azure.Functions.Worker.Sdk",
    ];

    private static readonly string[] ReferenceKinds = ["PackageReference", "FrameworkReference", "Reference"];

    /// <summary>Own projects, packages and frameworks that each project may name; a project that is not listed may not exist.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["functions/Domain"] = ["NodaTime"],
        ["functions/Pipeline"] = ["Domain", "YamlDotNet", "Handlebars.Net", "Markdig"],
        ["functions/Journeys"] = ["Domain", "Compat/DurableTask", DurableExtension],
        ["functions/Sqlite"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["functions/Storage"] = ["Pipeline", "Compat/Storage", "Sqlite", "Azure.Identity", .. StoragePackages],
        ["functions/Channels"] = ["Pipeline", "Azure.Messaging.EventGrid", "Azure.Identity"],
        ["functions/Sources"] = ["Pipeline", "CsvHelper"],
        ["functions/Compat/Functions"] = [AspNetCore],
        ["functions/Compat/DurableTask"] = ["Compat/Functions"],
        ["functions/Compat/Storage"] = ["Azure.Core", "Azure.Identity"],
        ["functions/Runtime"] =
        [
            "Compat/Functions", "Compat/DurableTask", "Compat/Storage", "Sqlite", "Azure.Messaging.EventGrid", AspNetCore,
            "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Extensions.Hosting",
        ],
        ["functions/App"] =
        [
            AspNetCore, "Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.AspNetCore.OpenApi", "Microsoft.Bcl.Cryptography", "Domain", "Pipeline", "Journeys", "Storage", "Channels", "Sources",
            "Compat/Functions", "Compat/DurableTask", "Compat/Storage", DurableExtension, .. StoragePackages, .. WorkerPackages,
        ],
        ["functions/Cli"] = ["App", "Runtime", "CsvHelper", "Spectre.Console", "System.CommandLine"],
    };

    public static TheoryData<string> ProductProjects =>
        [.. Directory.EnumerateFiles(Repository.PathOf("functions"), "*.csproj", SearchOption.AllDirectories).Select(Relative)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void ProductProject_ReferencesOnlyWhatItsWallAllows(string project) =>
        Assert.Empty(Breaches(Path.GetDirectoryName(project)!.Replace('\\', '/'), File.ReadAllText(Repository.PathOf(project))));

    [Theory]
    [InlineData("functions/Domain", "<PackageReference Include=\"YamlDotNet\" />")]
    [InlineData("functions/Sources", "<ProjectReference Include=\"../Storage/FollowUpFlows.Storage.csproj\" />")]
    [InlineData("functions/Journeys", "<ProjectReference Include=\"../Pipeline/FollowUpFlows.Pipeline.csproj\" />")]
    [InlineData("functions/App", "<ProjectReference Include=\"../Runtime/FollowUpFlows.Runtime.csproj\" />")]
    [InlineData("functions/Domain", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    [InlineData("functions/Sqlite", "<ProjectReference Include=\"../Domain/FollowUpFlows.Domain.csproj\" />")]
    [InlineData("functions/Storage", "<PackageReference Include=\"Microsoft.Data.Sqlite\" />")]
    [InlineData("functions/Journeys", "<PackageReference Include=\"Azure.Data.Tables\" />")]
    [InlineData("functions/Pipeline", "<PackageReference Include=\"Microsoft.Azure.Functions.Worker\" />")]
    [InlineData("functions/Domain", "<Reference Include=\"Some.Library\" />")]
    [InlineData("functions/Newcomer", "<ProjectReference Include=\"../Domain/FollowUpFlows.Domain.csproj\" />")]
    public void Wall_ReferenceThatIsNotAllowed_IsABreach(string folder, string reference) =>
        Assert.Single(Breaches(folder, $"<Project><ItemGroup>{reference}</ItemGroup></Project>"));

    [Fact]
    public void Solution_HoldsEveryProjectOfTheTree()
    {
        string solution = File.ReadAllText(Repository.PathOf("FollowUpFlows.sln"));
        IEnumerable<string> projects = new[] { "functions", "tests", "bench" }
            .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.csproj", SearchOption.AllDirectories))
            .Select(Relative);
        Assert.All(projects, p => Assert.Contains(p.Replace('/', '\\'), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Breaches(string folder, string projectXml)
    {
        string[] allowed = Allowed.GetValueOrDefault(folder, []);
        XDocument document = XDocument.Parse(projectXml);
        IEnumerable<string> packages = ReferenceKinds.SelectMany(k => document.Descendants(k)).Select(Name);
        IEnumerable<string> projects = document.Descendants("ProjectReference").Select(r => ProjectKey(folder, Name(r)));
        return packages.Concat(projects).Where(r => !allowed.Contains(r)).Select(r => $"{folder} may not reference {r}");
    }

    private static string Name(XElement reference) => reference.Attribute("Include")!.Value;

    /// <summary>The referenced folder below <c>functions/</c>: <c>Domain</c>, <c>Compat/Storage</c>.</summary>
    private static string ProjectKey(string folder, string reference)
    {
        string path = Path.GetFullPath(Path.Combine(Repository.PathOf(folder), reference));
        return Path.GetRelativePath(Repository.PathOf("functions"), Path.GetDirectoryName(path)!).Replace('\\', '/');
    }

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
