using Microsoft.CodeAnalysis;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>What other assemblies can see.</summary>
internal static class Symbols
{
    private static readonly string[] OfEveryObject = [nameof(Equals), nameof(GetHashCode), nameof(ToString)];

    public static IEnumerable<INamedTypeSymbol> VisibleTypes(this IAssemblySymbol assembly) => TypesOf(assembly.GlobalNamespace);

    public static bool IsVisible(this ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    /// <summary>Nested types are types of their own, and all of a delegate is said where it is declared.</summary>
    public static IEnumerable<ISymbol> VisibleMembers(this INamedTypeSymbol type) => type.TypeKind == TypeKind.Delegate
        ? []
        : type.GetMembers().Where(m => m.IsVisible() && m is not INamedTypeSymbol && !IsPartOfAnother(m));

    /// <summary>With namespace, outer types and number of type parameters: <c>Azure.Page`1</c>.</summary>
    public static string FullName(this INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{outer.FullName()}+{type.MetadataName}"
        : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    /// <summary>Whether it overrides what every object has: callers cannot tell.</summary>
    public static bool IsOfEveryObject(this ISymbol member) =>
        member is IMethodSymbol { IsOverride: true } method && OfEveryObject.Contains(method.Name);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol place) => place.GetMembers().SelectMany(m => m switch
    {
        INamespaceSymbol inner => TypesOf(inner),
        INamedTypeSymbol type when type.IsVisible() => TypesOf(type).Prepend(type),
        _ => [],
    });

    /// <summary>Accessors are told with their property, and every struct has a constructor without parameters.</summary>
    private static bool IsPartOfAnother(ISymbol member) => member is IMethodSymbol method
        && (method.AssociatedSymbol is not null
            || (method is { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true } && method.ContainingType.IsValueType));
}
