using FollowUpFlows.Tests.Fast.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>The product's source compiles against the official signatures in place of the stand-ins, line for line as it is.</summary>
public sealed class AzureSourceTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference Official = OfficialSurface.Listed.Compilation.ToMetadataReference();

    private static readonly Lazy<CSharpCompilation> Journeys = new(() => Project("Journeys"));
    private static readonly Lazy<CSharpCompilation> Storage = new(() => Project("Storage"));
    private static readonly Lazy<CSharpCompilation> App = new(
        () => Project("App", Journeys.Value.ToMetadataReference(), Storage.Value.ToMetadataReference()));

    [Fact]
    public void Journeys_CompileAgainstTheOfficialSignatures() => Told.None(Faults(Journeys.Value));

    [Fact]
    public void Storage_CompilesAgainstTheOfficialSignatures() => Told.None(Faults(Storage.Value));

    [Fact]
    public void App_CompilesAgainstTheOfficialSignatures() => Told.None(Faults(App.Value));

    /// <summary>A member that only the stand-ins had would end here.</summary>
    [Theory]
    [InlineData("Use(Azure.Storage.Queues.QueueClient client) => client.MessageBytes", "CS1061")]
    [InlineData("Use(Microsoft.DurableTask.TaskOrchestrationContext context) => context.CreateTimer(TimeSpan.Zero)", "CS1501")]
    [InlineData("Use(Microsoft.DurableTask.TaskOrchestrationContext context) => context.GetInput<string>().Length", "CS8602")]
    [InlineData("Use() => FollowUpFlows.Compat.AzureHostGuard.Sign", "CS0234")]
    public void Source_WithWhatTheOfficialSurfaceLacks_IsRefused(string method, string fault)
    {
        string probe = $"static class Probe {{ static object {method}; }}";
        CSharpCompilation storage = Storage.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(probe, ProductCompiler.Parsing, "Probe.cs"));

        Assert.Equal([fault], storage.GetDiagnostics().Where(d => d.Location.SourceTree?.FilePath == "Probe.cs").Select(d => d.Id));
    }

    /// <summary>With conditions in the source, what is compiled here would not be what is compiled there.</summary>
    [Fact]
    public void Source_HasNoConditions()
    {
        IEnumerable<string> shared = Directory.EnumerateDirectories(Repository.PathOf("functions"))
            .Where(d => Path.GetFileName(d) is not ("Compat" or "Runtime" or "Cli"));

        Told.None(shared.SelectMany(Sources).Where(f => HasConditions(File.ReadAllText(f))));
    }

    [Theory]
    [InlineData("#if AZURE\nclass A;\n#endif", true)]
    [InlineData("#define AZURE\nclass A;", true)]
    [InlineData("[System.Diagnostics.Conditional(\"AZURE\")] class A : System.Attribute;", true)]
    [InlineData("#pragma warning disable CS0618\nclass A;", false)]
    [InlineData("class A { string text = \"#if AZURE\"; }", false)]
    public void Condition_InASource_IsSeen(string source, bool isSeen) => Assert.Equal(isSeen, HasConditions(source));

    private static bool HasConditions(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, ProductCompiler.Parsing).GetRoot();
        IEnumerable<SyntaxNode?> directives = root.DescendantTrivia(descendIntoTrivia: true).Select(t => t.GetStructure());
        return directives.Any(d => d is IfDirectiveTriviaSyntax or DefineDirectiveTriviaSyntax)
            || root.DescendantNodes().OfType<AttributeSyntax>().Any(a => a.Name.ToString().EndsWith("Conditional", StringComparison.Ordinal));
    }

    private static CSharpCompilation Project(string name, params MetadataReference[] references)
    {
        IEnumerable<SyntaxTree> sources = Sources(Repository.PathOf("functions", name))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), ProductCompiler.Parsing, f))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, ProductCompiler.Parsing));
        CSharpCompilation plain = ProductCompiler.Compile($"FollowUpFlows.{name}", sources, [Official, .. references]);
        CSharpCompilation compilation = ProductCompiler.Complete(plain);
        return name == "App"
            ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))
            : compilation;
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> Faults(CSharpCompilation compilation)
    {
        Assert.NotEmpty(compilation.SyntaxTrees);
        return compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());
    }
}
