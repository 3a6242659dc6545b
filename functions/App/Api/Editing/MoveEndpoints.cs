using System.Globalization;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.Api.People;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Moves broadcasts in the calendar.</summary>
internal static class MoveEndpoints
{
    private const int ByLengthMax = 200;

    private static readonly ApiParameter Id = ApiParameter.Text("id", "The broadcast's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/broadcasts/{id}/move", MoveAsync)
        .WithTags("calendar")
        .Is(
            "moveBroadcast",
            "Moves a broadcast to another day, as a draft",
            "It comes on that day once the draft is published. Needs 'If-Match' with the tag of its draft, or 'If-None-Match: *' where there is none. Refused when it has begun, and for days that are over or without marketing: 'reason' says which, 'text' in words.")
        .Accepts<MoveBody>("application/json")
        .Takes(Id, DraftTag.IfMatch, DraftTag.IfNoneMatch)
        .TakesBody()
        .TakesTag()
        .ProducesProblem(StatusCodes.Status409Conflict)
        .MayMiss();

    private static async Task<Results<Ok<DraftBody>, ProblemHttpResult>> MoveAsync(
        HttpRequest request, MoveBroadcast move, PublishedFiles published, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        (string? seen, bool isFirst) = DraftTag.Read(query);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if ((seen is null) == !isFirst)
        {
            return DraftTag.Missing();
        }

        (MoveBody? body, problem) = await JsonBody.ReadAsync<MoveBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (!DateOnly.TryParseExact(body.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly on) || body.By?.Length > ByLengthMax)
        {
            return Problems.BadRequest($"'on' must be a day like 2026-11-21, and 'by' may have {ByLengthMax} characters at most.");
        }

        string? by = body.By?.Trim() is { Length: > 0 } who ? who : null;
        return await move.RunAsync(query.Text(Id)!, on, seen, by, cancellationToken) switch
        {
            MoveOutcome.Done done => await DraftTag.AnswerAsync(request, done.Draft, published, cancellationToken),
            MoveOutcome.Moved moved => await DraftTag.MovedAsync(moved.Current, published, cancellationToken),
            MoveOutcome.Refused { Reason: MoveRefusal.Unknown } => Problems.NotFound("There is no broadcast of this id."),
            MoveOutcome.Refused refused => ProblemOf(refused.Reason),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static ProblemHttpResult ProblemOf(MoveRefusal reason) => reason switch
    {
        MoveRefusal.Begun => Refusal.Of("begun", "この一斉配信は、もう始まったか、終わっているか、中止されています。日付は変えられません。", "The broadcast has begun, is over, or was called off; its day cannot be changed."),
        MoveRefusal.Past => Refusal.Of("past", "その日の配信時刻は、もう過ぎています。これからの日を選んでください。", "Its time on that day is over; choose a later day."),
        MoveRefusal.PauseDates => Refusal.Of("pause-dates", "その日は、お店の配信休止期間です。休止期間の外の日を選んでください。", "The shop sends no marketing on that day; choose one outside its pauses (Sending:PauseDates)."),
        _ => Refusal.Of("unreadable", "下書きがこのままでは読めません。シナリオの編集画面で直してから、もう一度お試しください。", "The file cannot be read as it is; mend it in the editor, and try again."),
    };
}

/// <summary>Where a broadcast is to be moved.</summary>
/// <param name="On">The day, like 2026-12-10.</param>
/// <param name="By">Who moves it, as the shop calls them; may be left out. Of people who have signed in their own name is kept.</param>
internal sealed record MoveBody(string? On, string? By);
