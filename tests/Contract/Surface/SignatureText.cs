using System.Globalization;
using Microsoft.CodeAnalysis;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>One spelling for all that a caller can tell of a declaration: two are the same exactly when their texts are.</summary>
/// <param name="knowsNull">False leaves out what is said about null.</param>
internal sealed class SignatureText(bool knowsNull)
{
    private readonly SymbolDisplayFormat format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeType,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | (knowsNull ? SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier : default));

    /// <summary>A member without the type that it is in.</summary>
    public string Of(ISymbol member) => member is IPropertySymbol property
        ? $"{property.ToDisplayString(format)} {{ {string.Join(' ', Accessors(property))} }}"
        : member.ToDisplayString(format);

    /// <summary>A type without its members and interfaces.</summary>
    public string Head(INamedTypeSymbol type) => string.Join(' ', HeadParts(type));

    public string Interface(INamedTypeSymbol type) => type.ToDisplayString(format);

    private IEnumerable<string> HeadParts(INamedTypeSymbol type)
    {
        if (Usage(type) is { } usage)
        {
            yield return usage;
        }

        yield return type.DeclaredAccessibility.ToString().ToLowerInvariant();
        if (type is { IsAbstract: true, TypeKind: TypeKind.Class } or { IsSealed: true, TypeKind: TypeKind.Class })
        {
            yield return type.IsStatic ? "static" : type.IsAbstract ? "abstract" : "sealed";
        }

        if (type is { IsReadOnly: true, TypeKind: TypeKind.Struct })
        {
            yield return "readonly";
        }

        yield return (type.IsRecord ? "record " : "") + type.TypeKind.ToString().ToLowerInvariant();
        yield return type.ToDisplayString(format);
        INamedTypeSymbol? above = type.EnumUnderlyingType ?? type.BaseType;
        if (above is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) })
        {
            yield return $": {above.ToDisplayString(format)}";
        }
    }

    /// <summary>Where an attribute may stand decides whether code with it compiles.</summary>
    private static string? Usage(INamedTypeSymbol type)
    {
        AttributeData? usage = type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == nameof(AttributeUsageAttribute));
        return usage is null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"[{usage.ConstructorArguments[0].Value}, many: {Named(usage, "AllowMultiple", false)}, "
                + $"inherited: {Named(usage, "Inherited", true)}]");
    }

    private static bool Named(AttributeData usage, string name, bool otherwise) =>
        usage.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault() as bool? ?? otherwise;

    private static IEnumerable<string> Accessors(IPropertySymbol property)
    {
        IMethodSymbol?[] accessors = [property.GetMethod, property.SetMethod];
        foreach (IMethodSymbol accessor in accessors.OfType<IMethodSymbol>().Where(a => a.IsVisible()))
        {
            string narrower = accessor.DeclaredAccessibility == property.DeclaredAccessibility ? "" : $"{accessor.DeclaredAccessibility} ";
            yield return narrower + (accessor.MethodKind == MethodKind.PropertyGet ? "get;" : accessor.IsInitOnly ? "init;" : "set;");
        }
    }
}
