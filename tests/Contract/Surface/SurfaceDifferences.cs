using Microsoft.CodeAnalysis;

namespace FollowUpFlows.Tests.Contract.Surface;

/// <summary>Where an assembly of stand-ins shows callers something else than the official packages do. It may show less.</summary>
internal static class SurfaceDifferences
{
    /// <returns>One line each, empty when all that is visible is official.</returns>
    public static IReadOnlyList<string> Of(IAssemblySymbol ours, OfficialSurface official) =>
        [.. ours.VisibleTypes().SelectMany(type => OfType(type, [.. official.Find(type.FullName())]))];

    private static IEnumerable<string> OfType(INamedTypeSymbol ours, INamedTypeSymbol[] officials)
    {
        if (officials.Length == 0)
        {
            return [$"{ours.FullName()}: not listed"];
        }

        SignatureText text = new(officials.All(OfficialSurface.KnowsNull));
        return OfHead(ours, officials, text).Concat(OfMembers(ours, officials, text)).Concat(LeftOut(ours, officials, text));
    }

    private static IEnumerable<string> OfHead(INamedTypeSymbol ours, INamedTypeSymbol[] officials, SignatureText text)
    {
        if (!officials.Any(o => text.Head(o) == text.Head(ours)))
        {
            yield return $"{ours.FullName()}: '{text.Head(ours)}' is officially '{text.Head(officials[0])}'";
        }

        HashSet<string> interfaces = [.. officials.SelectMany(o => o.AllInterfaces).Select(text.Interface)];
        foreach (string more in ours.Interfaces.Where(i => i.IsVisible()).Select(text.Interface).Where(i => !interfaces.Contains(i)))
        {
            yield return $"{ours.FullName()}: the interface {more} is not listed";
        }
    }

    private static IEnumerable<string> OfMembers(INamedTypeSymbol ours, INamedTypeSymbol[] officials, SignatureText text)
    {
        ILookup<string, string> listed = officials.SelectMany(OfficialSurface.MembersOf).ToLookup(m => m.Name, text.Of);
        foreach (ISymbol member in ours.VisibleMembers().Where(m => !listed[m.Name].Contains(text.Of(m)) && !m.IsOfEveryObject()))
        {
            yield return listed[member.Name].Any()
                ? $"{ours.FullName()}: '{text.Of(member)}' is officially '{string.Join("' or '", listed[member.Name])}'"
                : $"{ours.FullName()}: '{text.Of(member)}' is not listed";
        }
    }

    /// <summary>What a class of ours need not implement here, it must implement there.</summary>
    private static IEnumerable<string> LeftOut(INamedTypeSymbol ours, INamedTypeSymbol[] officials, SignatureText text)
    {
        HashSet<string> present = [.. ours.VisibleMembers().Select(text.Of)];
        return officials.SelectMany(OfficialSurface.MembersOf)
            .Where(m => m.IsAbstract && !present.Contains(text.Of(m)))
            .Select(m => $"{ours.FullName()}: '{text.Of(m)}' is left out, and must be implemented");
    }
}
