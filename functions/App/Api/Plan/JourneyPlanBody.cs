using System.Text.Json;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.App.Api.Plan;

/// <summary>A journey in sentences.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Version">The one that enrolls customers.</param>
/// <param name="Name">For people.</param>
/// <param name="Trigger">What enrolls.</param>
/// <param name="Who">Who may enter; null for anyone.</param>
/// <param name="Goal">What it aims at; null when nothing is counted.</param>
/// <param name="Steps">What the list of steps does not say in words, in the same order.</param>
/// <param name="Messages">What its messages say, without a customer.</param>
internal sealed record JourneyPlanBody(
    string Id, int Version, LocalText Name, LocalText Trigger, LocalText? Who, LocalText? Goal, IReadOnlyList<PlanStep> Steps, IReadOnlyList<PlanMessage> Messages)
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement.Clone();

    public static JourneyPlanBody Of(PublishedJourney journey, IReadOnlyList<MessageOutline> messages, JourneySentences say)
    {
        JourneyDefinition plan = journey.Definition;
        return new JourneyPlanBody(
            plan.Id,
            journey.Version,
            plan.Name,
            say.Of(plan.Trigger),
            say.WhoEnters(plan),
            JourneySentences.Of(plan.Goal),
            [.. plan.AllSteps.Select(s => PlanStep.Of(s, say))],
            [.. messages.Select(m => new PlanMessage(m.MessageId, m.Channel, m.Title, m.Preheader, m.Text, m.Line ?? Nothing))]);
    }
}

/// <summary>A step in words.</summary>
/// <param name="Id">The step.</param>
/// <param name="Awaits">What is waited for, and how long; null for all but 'wait-for'.</param>
/// <param name="Arms">For whom each of its ways is; empty for a step with one way on.</param>
/// <param name="Expires">How late its message may still go; null for however late.</param>
/// <param name="AddsTags">Tags that it puts on the customer.</param>
/// <param name="RemovesTags">Tags that it takes off.</param>
internal sealed record PlanStep(string Id, LocalText? Awaits, IReadOnlyList<LocalText> Arms, LocalText? Expires, IReadOnlyList<string> AddsTags, IReadOnlyList<string> RemovesTags)
{
    public static PlanStep Of(Step step, JourneySentences say) => new(
        step.Id,
        JourneySentences.Awaits(step),
        say.Arms(step),
        step is Step.Send { ExpiresAfter: { } expires } ? JourneySentences.Of(expires) : null,
        (step as Step.Tag)?.Add ?? [],
        (step as Step.Tag)?.Remove ?? []);
}

/// <summary>What a message says: merge fields stand as they are written, and of a choice both texts.</summary>
/// <param name="MessageId">The message template.</param>
/// <param name="Channel">The channel that it is written for.</param>
/// <param name="Subject">Of an e-mail; null for LINE.</param>
/// <param name="Preheader">What mail programs show beside the subject; null when there is none, and for LINE.</param>
/// <param name="Markdown">The text of an e-mail; null for LINE.</param>
/// <param name="LineMessages">LINE message objects, a list; null for e-mail.</param>
internal sealed record PlanMessage(string MessageId, Channel Channel, string? Subject, string? Preheader, string? Markdown, JsonElement LineMessages);

/// <summary>How many customers are inside journeys.</summary>
/// <param name="CountedAt">When they were counted, on the shop clock.</param>
/// <param name="Counts">Versions in which somebody is.</param>
internal sealed record InsideBody(DateTimeOffset CountedAt, IReadOnlyList<InsideCount> Counts);

/// <summary>How many customers are in a version of a journey.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="Version">Its published version.</param>
/// <param name="Inside">At least 1.</param>
internal sealed record InsideCount(string JourneyId, int Version, int Inside);
