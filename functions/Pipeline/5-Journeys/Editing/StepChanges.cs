using System.Globalization;
using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What is different between the steps of two versions of a journey.</summary>
/// <param name="Added">Only in the later one; ids, in its order.</param>
/// <param name="Removed">Only in the earlier one.</param>
/// <param name="Changed">In both, with something of the step itself, its place or its message changed.</param>
public sealed record StepChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    /// <summary>Compares.</summary>
    /// <param name="before">Null for a new journey.</param>
    /// <param name="isRewritten">Whether a file of messages says something else now.</param>
    public static StepChanges Of(JourneyDefinition? before, JourneyDefinition after, Func<string, bool> isRewritten)
    {
        Dictionary<string, string> old = before is null ? [] : Shapes(before.Steps, "").ToDictionary(s => s.Step.Id, s => s.Shape, StringComparer.Ordinal);
        List<(Step Step, string Shape)> now = [.. Shapes(after.Steps, "")];
        HashSet<string> ids = [.. now.Select(n => n.Step.Id)];
        return new StepChanges(
            [.. now.Where(n => !old.ContainsKey(n.Step.Id)).Select(n => n.Step.Id)],
            [.. old.Keys.Where(id => !ids.Contains(id))],
            [.. now.Where(n => old.TryGetValue(n.Step.Id, out string? was) && (was != n.Shape || Files(n.Step).Any(isRewritten))).Select(n => n.Step.Id)]);
    }

    private static IEnumerable<string> Files(Step step) => step is Step.Send send
        ? [new TemplateName(TemplateKind.Email, send.MessageId).Path, new TemplateName(TemplateKind.Line, send.MessageId).Path]
        : [];

    /// <summary>Everything of a step that makes a difference, in a form that can be compared; what is inside of it stands by itself.</summary>
    private static IEnumerable<(Step Step, string Shape)> Shapes(IReadOnlyList<Step> steps, string place) => steps.SelectMany(step => step.Arms
        .SelectMany((arm, index) => Shapes(arm, string.Create(CultureInfo.InvariantCulture, $"{step.Id}/{index}")))
        .Prepend((step, $"{place} {step.Timing} {ShapeOf(step)}")));

    private static string ShapeOf(Step step) => step switch
    {
        Step.Send send => $"send {string.Join(',', send.Channels)} {send.MessageId} {send.ExpiresAfter}",
        Step.WaitFor wait => $"wait-for {wait.Awaited} {wait.Timeout}",
        Step.Branch branch => "branch " + string.Join('|', branch.Choices.Select(c => ShapeOf(c.When))),
        Step.Split split => $"split {split.ExperimentId} " + string.Join('|', split.Choices.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Id}:{c.Weight}"))),
        Step.Tag tag => $"tag +{string.Join(',', tag.Add)} -{string.Join(',', tag.Remove)}",
        _ => step.GetType().Name,
    };

    private static string ShapeOf(BranchCondition? condition) => condition is null
        ? "otherwise"
        : $"{condition.Gate?.ModelId} {string.Join(',', condition.Gate?.RankIds ?? [])} {condition.Gate?.Half} {string.Join(',', condition.Facts)}";
}
