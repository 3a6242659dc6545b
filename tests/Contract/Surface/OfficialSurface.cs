using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>The types of the official packages, as far as the lists know them.</summary>
internal sealed class OfficialSurface
{
    private static readonly Lazy<OfficialSurface> All = new(() => new OfficialSurface(SignatureLists.Read()));

    private readonly ILookup<string, INamedTypeSymbol> types;

    public OfficialSurface(IEnumerable<SyntaxTree> declarations)
    {
        Compilation = ProductCompiler.Compile("Official", declarations, []);
        types = Compilation.Assembly.VisibleTypes().ToLookup(t => t.FullName());
    }

    public static OfficialSurface Listed => All.Value;

    /// <summary>To be referenced in place of the packages. It has errors, because nothing in it has a body.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>More than one where two packages have a type of the same name.</summary>
    public IEnumerable<INamedTypeSymbol> Find(string fullName) => types[fullName];

    /// <summary>The visible members of a type, as they are listed.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) => type.VisibleMembers().Where(m => !IsInvented(type, m));

    public static bool KnowsNull(INamedTypeSymbol type) => SignatureLists.KnowsNull(ListOf(type));

    /// <summary>The compiler gives a class without constructors one; most lists have all that there are.</summary>
    private static bool IsInvented(INamedTypeSymbol type, ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true, Parameters.IsEmpty: true }
        && !SignatureLists.LeavesConstructorsOut(ListOf(type));

    private static string ListOf(INamedTypeSymbol type) => type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath;
}
