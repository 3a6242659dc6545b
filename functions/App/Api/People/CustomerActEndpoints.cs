using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.People;

/// <summary>What a person of the shop does with one customer and the journeys, and writes about them.</summary>
internal static class CustomerActEndpoints
{
    private static readonly ApiParameter Journey = ApiParameter.Text("journey", "The journey's id.").InPath();
    private static readonly ApiParameter Enrollment = ApiParameter.Text("enrollment", "The enrollment's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/customers/{id}/enroll/{journey}", PreviewAsync)
            .WithTags("customers")
            .Is("previewEnrollment", "What would come of putting a customer into a journey", "Changes nothing. Days are as far as they can be foreseen: before quiet hours, caps and consent.")
            .Takes(CustomerEndpoints.Id, Journey)
            .MayMiss();
        routes.MapPost("/api/customers/{id}/enroll/{journey}", EnrollAsync)
            .WithTags("customers")
            .Is("enrollCustomer", "Puts a customer into a journey", "Its ranks, its plan and its re-entry hold as for everybody; steps count from now. Needs who and why, which are kept on the timeline.")
            .Accepts<ActBody>("application/json")
            .Takes(CustomerEndpoints.Id, Journey)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/customers/{id}/stop/{enrollment}", StopAsync)
            .WithTags("customers")
            .Is("stopEnrollment", "Takes a customer out of a journey", "What was due and has not gone is withheld; what was to come is dropped. Needs who and why, which are kept on the timeline.")
            .Accepts<ActBody>("application/json")
            .Takes(CustomerEndpoints.Id, Enrollment)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/customers/{id}/notes", NoteAsync)
            .WithTags("customers")
            .Is("addNote", "Writes a note about a customer", "It stands on the timeline with whoever wrote it, and is forgotten with the customer.")
            .Accepts<NoteBody>("application/json")
            .Takes(CustomerEndpoints.Id)
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<EntryPreview>, ProblemHttpResult>> PreviewAsync(HttpRequest request, EnrollByHand enroll, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        return CustomerEndpoints.IsId(id) && await enroll.TryAsync(id, query.Text(Journey)!, cancellationToken) is { } entry
            ? TypedResults.Ok(EntryPreview.Of(entry))
            : Problems.NotFound(CustomerEndpoints.NobodyDetail);
    }

    private static async Task<Results<Ok<EntryPreview>, ProblemHttpResult>> EnrollAsync(HttpRequest request, EnrollByHand enroll, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } act)
        {
            return problem ?? Problems.BadRequest(ActBody.Expected);
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        HandEntry? entry = CustomerEndpoints.IsId(id) ? await enroll.RunAsync(id, query.Text(Journey)!, act, request.Orchestrations(), cancellationToken) : null;
        return entry switch
        {
            null => Problems.NotFound(CustomerEndpoints.NobodyDetail),
            HandEntry.Refused refused => Refusal.Of(refused.Reason),
            _ => TypedResults.Ok(EntryPreview.Of(entry)),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(
        HttpRequest request, StopEnrollment stop, CustomerStore customers, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (ActBody? body, problem) = await JsonBody.ReadAsync<ActBody>(request, cancellationToken);
        if (body?.Act is not { } act)
        {
            return problem ?? Problems.BadRequest(ActBody.Expected);
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        return await customers.FindAsync(id, cancellationToken) is null ? Problems.NotFound(CustomerEndpoints.NobodyDetail)
            : await stop.RunAsync(id, query.Text(Enrollment)!, act, request.Orchestrations(), cancellationToken) ? TypedResults.NoContent()
            : Refusal.NotInside;
    }

    private static async Task<Results<Ok<NoteItem>, ProblemHttpResult>> NoteAsync(
        HttpRequest request, CustomerNotes notes, CustomerStore customers, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (NoteBody? body, problem) = await JsonBody.ReadAsync<NoteBody>(request, 32 * 1024, cancellationToken);
        if (body is not { By: { } by, Text: { } text } || !body.IsWhole)
        {
            return problem ?? Problems.BadRequest(NoteBody.Expected);
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        if (await customers.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        return await notes.AddAsync(id, NoteKind.Written, null, by.Trim(), text.Trim(), cancellationToken) is { } note
            ? TypedResults.Ok(new NoteItem(note.At, note.By, note.Text))
            : Refusal.Forgotten;
    }
}

/// <summary>A note about a customer.</summary>
/// <param name="By">Who writes it, as the shop calls them.</param>
/// <param name="Text">At most 2000 characters.</param>
internal sealed record NoteBody(string? By, string? Text)
{
    public const string Expected = "'by', at most 200 characters, and 'text', at most 2000 characters, are needed.";

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWhole => By?.Trim() is { Length: > 0 and <= 200 } && Text?.Trim() is { Length: > 0 and <= CustomerNotes.LengthMax };
}

/// <summary>A note that was written.</summary>
/// <param name="At">On the shop clock.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Text">What they wrote.</param>
internal sealed record NoteItem(DateTimeOffset At, string By, string Text);

/// <summary>What comes of putting somebody into a journey.</summary>
/// <param name="EnrollmentId">Of the enrollment that begins; null when none does.</param>
/// <param name="Refusal">Why they cannot enter; null when they can.</param>
/// <param name="RefusalText">The same for people.</param>
/// <param name="Steps">What comes, in order, as far as it can be foreseen.</param>
/// <param name="IsOpen">Whether more may follow whose way is not decided yet.</param>
/// <param name="Ends">Journeys of the same plan that end for it.</param>
internal sealed record EntryPreview(
    string? EnrollmentId, EntryRefusal? Refusal, LocalText? RefusalText, IReadOnlyList<EntryStep> Steps, bool IsOpen, IReadOnlyList<string> Ends)
{
    public static EntryPreview Of(HandEntry entry) => entry switch
    {
        HandEntry.Entered e => new EntryPreview(
            e.Enrollment.EnrollmentId,
            null,
            null,
            [.. e.Steps.Where(s => s.Step is Step.Send { IsNotice: false }).Select(s => EntryStep.Of((Step.Send)s.Step, s.DueAt))],
            e.Steps is [.., { Step.Arms.Count: > 0 }],
            [.. e.Ended.Select(x => x.JourneyId)]),
        HandEntry.Refused { Reason: var reason } => new EntryPreview(null, reason, People.Refusal.WordsOf(reason), [], false, []),
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };
}

/// <summary>A message that would come.</summary>
/// <param name="StepId">The step that sends it.</param>
/// <param name="MessageId">The message template.</param>
/// <param name="DueAt">When.</param>
/// <param name="Channels">In the order of preference.</param>
internal sealed record EntryStep(string StepId, string MessageId, DateTimeOffset DueAt, IReadOnlyList<Channel> Channels)
{
    public static EntryStep Of(Step.Send step, DateTimeOffset dueAt) => new(step.Id, step.MessageId, dueAt, step.Channels);
}
