using Xunit.Sdk;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Which rows of <see cref="Rows"/> a test proves, alone or with others. <c>dotnet test --filter Row=17</c> runs those of
/// one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("FollowUpFlows.Tests.Contract.Durable.RowDiscoverer", "FollowUpFlows.Tests.Contract")]
internal sealed class RowAttribute(params int[] numbers) : Attribute, ITraitAttribute
{
    public IReadOnlyList<int> Numbers => numbers;
}
