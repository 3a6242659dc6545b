using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Builds;

/// <summary>The switch between the two builds, as MSBuild sees it.</summary>
[Collection(SameCheckout.Name)]
public sealed class AzureBuildTests
{
    private const string App = "functions/App/FollowUpFlows.App.csproj";

    private static readonly string[] Shared = ["App", "Channels", "Domain", "Journeys", "Pipeline", "Sources", "Sqlite", "Storage"];

    private static readonly string[] Official =
    [
        "Azure.Data.Tables [12.11.0, 12.11.0]",
        "Azure.Storage.Queues [12.28.1, 12.28.1]",
        "Microsoft.AspNetCore.Authentication.OpenIdConnect [10.0.14, 10.0.14]",
        "Microsoft.AspNetCore.OpenApi [10.0.15, 10.0.15]",
        "Microsoft.Azure.Functions.Worker [2.52.0, 2.52.0]",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask [1.16.5, 1.16.5]",
        "Microsoft.Azure.Functions.Worker.Extensions.EventGrid [3.6.0, 3.6.0]",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore [2.1.1, 2.1.1]",
        "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues [5.5.5, 5.5.5]",
        "Microsoft.Azure.Functions.Worker.Extensions.Timer [4.3.1, 4.3.1]",
        "Microsoft.Azure.Functions.Worker.Sdk [2.1.0, 2.1.0]",
        "Microsoft.Bcl.Cryptography [10.0.14, 10.0.14]",
    ];

    public static TheoryData<string?, string?> Routes => new()
    {
        { "FunctionsRuntime=Azure", null },
        { null, "Azure" },
        { "FunctionsRuntime=azure", "Embedded" },
    };

    /// <summary>By property or by variable, and the property wins.</summary>
    [Theory]
    [MemberData(nameof(Routes))]
    public async Task AzureBuild_TakesTheOfficialPackagesInPlaceOfOurStandIns(string? property, string? variable)
    {
        BuildGraph graph = await BuildGraph.OfAppAsync(property, variable is null ? [] : [("FunctionsRuntime", variable)]);

        Assert.Equal(Shared, graph.Projects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Official, graph.Projects["App"].Packages);
        Assert.Equal([Official[5], "Microsoft.CodeAnalysis.BannedApiAnalyzers [5.6.0, 5.6.0]"], graph.Projects["Journeys"].Packages);
        Assert.Equal([Official[0], "Azure.Identity [1.21.0, 1.21.0]", Official[1]], graph.Projects["Storage"].Packages);
        Assert.All(graph.Projects.Values, p => Assert.StartsWith("artifacts/azure/obj/", p.Intermediate, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EmbeddedBuild_TakesNoneOfThem()
    {
        BuildGraph graph = await BuildGraph.OfAppAsync(null);
        IEnumerable<string> packages = graph.Projects.Values.SelectMany(p => p.Packages);

        Assert.Equal(
            [.. Shared, "Compat.DurableTask", "Compat.Functions", "Compat.Storage"],
            graph.Projects.Keys.Order(StringComparer.Ordinal).OrderBy(n => n.Contains('.')));
        Assert.Equal([Official[2], Official[3], Official[^1]], packages.Intersect(Official));  // those of the web framework
        Assert.All(graph.Projects.Values, p => Assert.StartsWith("artifacts/embedded/obj/", p.Intermediate, StringComparison.Ordinal));
    }

    /// <summary>The packages differ, and nothing else that a compiler sees.</summary>
    [Fact]
    public async Task BothBuilds_CompileTheSameFilesWithTheSameConstants()
    {
        string[] wanted =
        [
            "-getProperty:DefineConstants,OutputType,TargetFramework,AzureFunctionsVersion,UsingMicrosoftNETSdkWeb",
            "-getItem:Compile,FrameworkReference,InternalsVisibleTo",
        ];
        JsonElement azure = await MsBuild.EvaluateAsync(App, ["-p:FunctionsRuntime=Azure", .. wanted]);
        JsonElement embedded = await MsBuild.EvaluateAsync(App, ["-p:FunctionsRuntime=Embedded", .. wanted]);

        Assert.Equal(embedded.GetRawText(), azure.GetRawText());
        JsonElement properties = azure.GetProperty("Properties");
        Assert.Equal("v4", properties.GetProperty("AzureFunctionsVersion").GetString());
        Assert.Equal("Exe", properties.GetProperty("OutputType").GetString());
        Assert.Equal("net10.0", properties.GetProperty("TargetFramework").GetString());
        Assert.NotEqual("true", properties.GetProperty("UsingMicrosoftNETSdkWeb").GetString()); // with it, host.json would not be published
        Assert.Contains("Microsoft.AspNetCore.App", Identities(azure, "FrameworkReference"));
        Assert.Contains("Program.cs", Identities(azure, "Compile"));
    }

    [Theory]
    [InlineData(App, "FunctionsRuntime=Azur", "FunctionsRuntime is 'Azur'; it can be Embedded or Azure.")]
    [InlineData("functions/Cli/FollowUpFlows.Cli.csproj", "FunctionsRuntime=Azure", "Cli belongs to the embedded build alone")]
    [InlineData("functions/Compat/Storage/FollowUpFlows.Compat.Storage.csproj", "FunctionsRuntime=Azure", "Storage belongs to the embedded")]
    public async Task Runtime_ThatAProjectCannotHave_IsRefused(string project, string property, string refusal)
    {
        ProcessRun run = await MsBuild.RunAsync(project, ["-t:CheckFunctionsRuntime", $"-p:{property}"]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(refusal, run.Output, StringComparison.Ordinal);
    }

    /// <summary>The worker's SDK generates a project below obj, names versions in it, and expects nobody's settings there.</summary>
    [Fact]
    public async Task ProjectOfTheHostsExtensions_IsLeftAsItIs()
    {
        string folder = Repository.PathOf("artifacts", $"test-{Guid.NewGuid():N}");
        string project = Path.Combine(folder, "WorkerExtensions.csproj");
        Directory.CreateDirectory(folder);
        try
        {
            await File.WriteAllTextAsync(project, """
                <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>
                """);
            JsonElement evaluated = await MsBuild.EvaluateAsync(
                project,
                "-p:FunctionsRuntime=Azure",
                "-getProperty:TreatWarningsAsErrors,ManagePackageVersionsCentrally,UseArtifactsOutput,EnforceCodeStyleInBuild,Nullable");

            Assert.All(evaluated.GetProperty("Properties").EnumerateObject(), p => Assert.NotEqual("true", p.Value.GetString()));
            Assert.Equal("", evaluated.GetProperty("Properties").GetProperty("Nullable").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string?> Identities(JsonElement evaluated, string item) =>
        evaluated.GetProperty("Items").GetProperty(item).EnumerateArray().Select(i => i.GetProperty("Identity").GetString());
}
