using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads one step of a journey, with those inside it.</summary>
internal static class StepReader
{
    private const int IdLengthMax = 60;

    private const int EndpointLengthMax = 40;

    private static readonly string[] Kinds = ["send", "waitFor", "branch", "split", "tag", "webhook", "exit"];

    private static readonly string[] KindsToCome = ["points", "coupon", "task", "paper"];

    private static readonly IReadOnlyDictionary<string, bool?> Yes = new Dictionary<string, bool?> { ["true"] = true };

    public static Step Read(TemplateMap map, JourneyScope scope)
    {
        string id = map.RequiredText("id");
        if (map.Has("id") && !TemplateIds.IsId(id, IdLengthMax))
        {
            map.Refuse("id", $"a step's 'id' must be lower-case letters, digits and hyphens, at most {IdLengthMax}, not '{id}'");
        }

        StepTiming timing = StepTimingReader.Read(map);
        Step step = ReadKind(map, id, timing, scope);
        map.RefuseKeysToCome(KindsToCome);
        RefuseStrayKeys(map);
        map.RefuseOtherKeys();
        if (!map.Has("after") && !Kinds.Concat(KindsToCome).Any(map.Has))
        {
            map.Refuse("id", $"the step '{id}' does nothing; give it {string.Join(", ", Kinds.Select(k => $"'{k}'"))}, or 'after' to wait");
        }

        return step;
    }

    private static Step ReadKind(TemplateMap map, string id, StepTiming timing, JourneyScope scope)
    {
        string[] kinds = [.. Kinds.Where(map.Has)];
        if (kinds.Length > 1)
        {
            map.Refuse(kinds[1], $"a step does one thing, and '{id}' has '{kinds[0]}' and '{kinds[1]}'; make two steps of it");
        }

        // All of them are read, so that a file shows all of its faults at once.
        PlanTime? expiresAfter = PlanTimeReader.Read(map, "expire");
        Step? send = map.OptionalMap("send") is { } message ? SendReader.Read(id, timing, message, expiresAfter) : null;
        Step? waitFor = ReadWaitFor(map, id, timing, scope);
        Step? branch = map.Has("branch") ? new Step.Branch(id, timing, BranchReader.Read(map, scope)) : null;
        Step? split = map.OptionalMap("split") is { } experiment ? SplitReader.Read(id, timing, experiment, scope) : null;
        Step? tag = map.OptionalMap("tag") is { } tags ? TagReader.Read(id, timing, tags) : null;
        Step? webhook = map.Has("webhook") ? ReadWebhook(map, id, timing, expiresAfter) : null;
        Step? exit = map.Word("exit", Yes) is not null ? new Step.Exit(id, timing) : null;
        return send ?? waitFor ?? branch ?? split ?? tag ?? webhook ?? exit ?? new Step.Wait(id, timing);
    }

    private static Step.Send ReadWebhook(TemplateMap map, string id, StepTiming timing, PlanTime? expiresAfter)
    {
        string endpoint = map.RequiredText("webhook");
        if (!TemplateIds.IsId(endpoint, EndpointLengthMax))
        {
            map.Refuse("webhook", $"'webhook' must be the name of an endpoint in the settings: lower-case letters, digits and hyphens, at most {EndpointLengthMax}, not '{endpoint}'");
        }

        return Step.Send.Notice(id, timing, endpoint, expiresAfter);
    }

    private static Step.WaitFor? ReadWaitFor(TemplateMap map, string id, StepTiming timing, JourneyScope scope)
    {
        IReadOnlyList<Step> then = scope.Steps(map, "then");
        IReadOnlyList<Step> otherwise = scope.Steps(map, "else");
        if (map.OptionalMap("waitFor") is not { } wait)
        {
            return null;
        }

        Step.WaitFor step = new(id, timing, AwaitedReader.Read(wait), PlanTimeReader.ReadRequired(wait, "timeout", "timeout: 3d"), then, otherwise);
        wait.RefuseOtherKeys();
        return step;
    }

    private static void RefuseStrayKeys(TemplateMap map)
    {
        foreach ((string key, string owner, string? other) in new[] { ("expire", "send", "webhook"), ("then", "waitFor", null), ("else", "waitFor", null) })
        {
            if (map.Has(key) && !map.Has(owner) && (other is null || !map.Has(other)))
            {
                map.Refuse(key, $"'{key}' goes with '{owner}'{(other is null ? "" : $" or '{other}'")}");
            }
        }
    }
}
