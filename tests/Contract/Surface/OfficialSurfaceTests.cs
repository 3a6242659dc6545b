using Microsoft.CodeAnalysis;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>What the embedded build's stand-ins show is what the official packages show.</summary>
public sealed class OfficialSurfaceTests
{
    private static readonly string[] OfficialRoots = ["Azure.", "DurableTask.", "Microsoft."];

    /// <summary>Faults that a list without bodies must have: CS0501 no body, CS8051 no getter, CS8050 and CS8618 about initial values,
    /// and members that interfaces and base classes want and a list of the visible leaves out.</summary>
    private static readonly string[] OwedToLists =
        ["CS0501", "CS8051", "CS8050", "CS8618", "CS0534", "CS0535", "CS0736", "CS0738", "CS9113"];

    /// <summary>Types that the lists name and do not declare; and the one that two packages have.</summary>
    private static readonly string[] Undeclared =
    [
        "ServiceCollectionExtensions",
        "ConversionResult", "ConverterContext", "DurableEntityClient", "HistoryEvent", "HttpCookies", "IHttpCookie", "ITaskEntity",
        "QueueAudience", "QueueClientSettings", "QueueMessageDecodingFailedEventArgs", "TableServiceProperties",
        "TaskOrchestrationEntityFeature",
    ];

    [Theory]
    [InlineData("FollowUpFlows.Compat.DurableTask")]
    [InlineData("FollowUpFlows.Compat.Functions")]
    [InlineData("FollowUpFlows.Compat.Storage")]
    public void StandIns_ShowNothingButTheOfficialSurface(string assembly)
    {
        IAssemblySymbol ours = AssemblyOf(assembly);

        Assert.NotEmpty(ours.VisibleTypes());
        Told.None(SurfaceDifferences.Of(ours, OfficialSurface.Listed));
    }

    [Fact]
    public void OtherAssemblies_DeclareNothingInOfficialNamespaces()
    {
        string[] assemblies = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "FollowUpFlows.*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(a => !a.Contains(".Compat.", StringComparison.Ordinal) && !a.Contains(".Tests.", StringComparison.Ordinal))];

        Assert.Contains("FollowUpFlows.App", assemblies);
        Told.None(assemblies.SelectMany(a => AssemblyOf(a).VisibleTypes())
            .Select(t => t.FullName()).Where(t => OfficialRoots.Any(r => t.StartsWith(r, StringComparison.Ordinal))));
    }

    /// <summary>Else a type could be one thing to the compiler of the lists and another to their reader.</summary>
    [Fact]
    public void Lists_AreUnderstoodToTheLastDeclaration() => Told.None(OfficialSurface.Listed.Compilation.GetDeclarationDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error && !OwedToLists.Contains(d.Id))
        .Select(d => d.ToString())
        .Where(d => !Undeclared.Any(u => d.Contains($"'{u}", StringComparison.Ordinal))));

    [Theory]
    [InlineData("Microsoft.DurableTask.TaskOrchestrationContext")]
    [InlineData("Microsoft.DurableTask.Client.OrchestrationQuery")]
    [InlineData("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException")]
    [InlineData("Microsoft.Azure.Functions.Worker.EventGridTriggerAttribute")]
    [InlineData("Azure.Data.Tables.TableClientOptions+ServiceVersion")]
    [InlineData("Azure.Storage.Queues.Models.QueueErrorCode")]
    public void Lists_HoldTypesOfEveryPackage(string fullName) => Assert.Single(OfficialSurface.Listed.Find(fullName));

    [Theory]
    [InlineData("Microsoft.DurableTask.Testing.DurableTaskTestHost")] // a package that is not referenced
    [InlineData("Microsoft.DurableTask.Worker.IDurableTaskWorkerBuilder")] // tasks as classes need a newer extension than is pinned
    [InlineData("Azure.ETag")] // the real package, in both builds
    public void Lists_LeaveOutWhatTheAzureBuildDoesNotHave(string fullName) => Assert.Empty(OfficialSurface.Listed.Find(fullName));

    /// <summary>One line taken out of the official list, and exactly that member is ours alone.</summary>
    [Fact]
    public void Member_ThatTheListLoses_IsSeen()
    {
        const string Line = "    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);\n";
        IEnumerable<SyntaxTree> less = SignatureLists.Read(
            SignatureLists.DurableTask, text => text.Replace(Line, "", StringComparison.Ordinal));

        OfficialSurface official = new([.. less, .. SignatureLists.Read(SignatureLists.Worker), SignatureLists.Imports()]);

        Assert.Equal(
            ["Microsoft.DurableTask.TaskOrchestrationContext: 'public abstract System.Threading.Tasks.Task CreateTimer("
                + "System.DateTime fireAt, System.Threading.CancellationToken cancellationToken)' is officially "
                + "'public virtual System.Threading.Tasks.Task CreateTimer("
                + "System.TimeSpan delay, System.Threading.CancellationToken cancellationToken)'"],
            SurfaceDifferences.Of(AssemblyOf("FollowUpFlows.Compat.DurableTask"), official));
    }

    private static IAssemblySymbol AssemblyOf(string name)
    {
        MetadataReference reference = ProductCompiler.Built(name);
        string[] others = ["FollowUpFlows.Compat.DurableTask", "FollowUpFlows.Compat.Functions", "FollowUpFlows.Compat.Storage"];
        IEnumerable<MetadataReference> beside = others.Where(o => o != name).Select(ProductCompiler.Built);
        return (IAssemblySymbol)ProductCompiler.Compile("Reader", [], [reference, .. beside]).GetAssemblyOrModuleSymbol(reference)!;
    }
}
