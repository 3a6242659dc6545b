using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>A test that needs the parser: without it, it is skipped with the remedy, and fails in continuous integration.</summary>
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = BicepSkip.Reason;
}

/// <inheritdoc cref="BicepFactAttribute"/>
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = BicepSkip.Reason;
}

internal static class BicepSkip
{
    public static string? Reason { get; } = Environment.GetEnvironmentVariable("CI") == "true" ? null : BicepTool.Remedy;
}
