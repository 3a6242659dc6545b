using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Everything that happened to a customer, and why.</summary>
internal static class TimelineEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/customers/{id}/timeline", ListAsync)
        .WithTags("customers")
        .Is(
            "listTimeline",
            "Everything that happened to a customer and why, the latest first",
            "Reads the customer for each page. What changes while somebody pages, such as a planned message that goes out, stands at its new time.")
        .TakesPages(CustomerEndpoints.Id)
        .MayMiss();

    private static async Task<Results<Ok<Page<TimelineItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, CustomerTimeline timeline, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(CustomerEndpoints.Id)!;
        if (!CustomerEndpoints.IsId(id) || await timeline.OfAsync(id, cancellationToken) is not { } life)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        ListPage<(string Key, TimelineEntry Entry)> page = wanted.Range.Of(Keyed(life.Entries), e => e.Key);
        return TypedResults.Ok(wanted.Of<TimelineItem>([.. page.Items.Select(e => TimelineItem.Of(e.Entry, shop.Currency))], page.Next));
    }

    /// <summary>The latest first; entries of one moment backwards, too. What is alike in everything is told apart by number.</summary>
    private static IEnumerable<(string Key, TimelineEntry Entry)> Keyed(IReadOnlyList<TimelineEntry> entries) => entries
        .GroupBy(KeyOf, StringComparer.Ordinal)
        .SelectMany(g => g.Select((entry, number) => (Key: $"{g.Key}/{number:D4}", Entry: entry)));

    private static string KeyOf(TimelineEntry e)
    {
        int fromLast = (int)TimelineKind.Note - (int)e.Kind;
        string rest = OpaqueId.Of(20, e.EnrollmentId ?? "", e.Subject ?? "", e.StepId ?? "", e.Channel ?? "", e.What, $"{e.AmountMinor}", e.Reason ?? "", e.By ?? "");
        return $"{RowKeys.LatestFirst(e.At)}/{fromLast:D2}/{rest}";
    }
}

/// <summary>Something that happened.</summary>
/// <param name="At">On the shop clock; of what is planned, when it is planned for.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="What">A word that is kept for ever: an order's status, an event's type, a rank, a state of the send ledger.</param>
/// <param name="Reason">A word, or what a provider said; null when there is none to give.</param>
/// <param name="Subject">Order, journey, rank model or message that it is about.</param>
/// <param name="EnrollmentId">Null when it does not belong to an enrollment.</param>
/// <param name="StepId">Null when it is not about a step.</param>
/// <param name="Channel">Null where no channel matters.</param>
/// <param name="Amount">Of an order or a refund.</param>
/// <param name="DueAt">When a message was due; null for all else.</param>
/// <param name="By">Who of the shop wrote or did it; null for all else.</param>
/// <param name="Text">The whole as a sentence.</param>
internal sealed record TimelineItem(
    DateTimeOffset At, TimelineKind Kind, string What, string? Reason, string? Subject, string? EnrollmentId, string? StepId, Channel? Channel, ApiMoney? Amount, DateTimeOffset? DueAt, string? By, LocalText Text)
{
    public static TimelineItem Of(TimelineEntry e, Currency currency) => new(
        e.At, e.Kind, e.What, e.Reason, e.Subject, e.EnrollmentId, e.StepId,
        e.Channel is { } channel ? Enum.Parse<Channel>(channel) : null,
        e.AmountMinor is { } minor ? ApiMoney.Of(minor, currency) : null,
        e.DueAt,
        e.By,
        new LocalText(TimelineWords.Sentence(e, currency, Language.Ja), TimelineWords.Sentence(e, currency, Language.En)));
}
