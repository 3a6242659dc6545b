using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>The SDK's own compiler, inside the test: against the frameworks, the packages, and those projects that know neither
/// runtime.</summary>
internal static class ProductCompiler
{
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>Warnings about versions of framework assemblies, which the SDK puts out in every project.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> OfTheSdk = new(StringComparer.Ordinal)
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    private static readonly string[] Frameworks = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>They have a form of their own in each build, or belong to one of them.</summary>
    private static readonly string[] Twofold = ["App", "Cli", "Compat.", "Journeys", "Runtime", "Storage", "Tests."];

    /// <summary>Those that run without being asked for in a project file.</summary>
    private static readonly string[] GeneratorNames =
    [
        "Microsoft.Extensions.Logging.Generators.dll", "System.Text.Json.SourceGeneration.dll",
        "System.Text.RegularExpressions.Generator.dll",
    ];

    private static readonly Lazy<MetadataReference[]> Common = new(FindReferences);

    private static readonly Lazy<ISourceGenerator[]> Generators = new(FindGenerators);

    /// <summary>As the projects say: null is checked, and every warning is an error.</summary>
    public static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> sources, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(name, sources, [.. Common.Value, .. references], new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: OfTheSdk));

    /// <summary>The same with what source generators add to it.</summary>
    public static CSharpCompilation Complete(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create(Generators.Value, parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        return (CSharpCompilation)complete;
    }

    /// <summary>One of the assemblies that the tests run with.</summary>
    public static MetadataReference Built(string assembly) =>
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static MetadataReference[] FindReferences()
    {
        string[] frameworks = [.. Frameworks.SelectMany(
            f => Directory.EnumerateFiles(Path.Combine(PackOf(f), "ref"), "*.dll", SearchOption.AllDirectories))];
        HashSet<string?> known = [.. frameworks.Select(Path.GetFileName)];
        IEnumerable<string> others = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(f => !known.Contains(Path.GetFileName(f)) && !IsTwofold(Path.GetFileName(f)));
        return [.. frameworks.Concat(others).Select(f => MetadataReference.CreateFromFile(f))];
    }

    private static bool IsTwofold(string file) => file == "followup.dll"
        || Twofold.Any(t => file.StartsWith($"FollowUpFlows.{t}", StringComparison.Ordinal));

    private static ISourceGenerator[] FindGenerators() =>
        [.. Frameworks.SelectMany(f => Directory.EnumerateFiles(Path.Combine(PackOf(f), "analyzers", "dotnet", "cs"), "*.dll"))
            .Where(f => GeneratorNames.Contains(Path.GetFileName(f)))
            .SelectMany(f => new AnalyzerFileReference(f, Loader.Instance).GetGenerators(LanguageNames.CSharp))];

    /// <summary>The pack that belongs to the running SDK's frameworks; nothing can be built without it.</summary>
    private static string PackOf(string framework)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string packs = Path.Combine(dotnet, "packs", framework);
        IEnumerable<string> versions = Directory.Exists(packs) ? Directory.EnumerateDirectories(packs, $"{Environment.Version.Major}.*") : [];
        return versions.MaxBy(d => Version.Parse(Path.GetFileName(d)))
            ?? throw new InvalidOperationException($"There is no pack of .NET {Environment.Version.Major} in {packs}: install the .NET SDK.");
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static readonly Loader Instance = new();

        public void AddDependencyLocation(string fullPath)
        {
            // They lie beside each other.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
