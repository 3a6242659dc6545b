using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Api;

/// <summary>The list of addresses that nothing may be sent to. Addresses stand in bodies, never in URLs.</summary>
internal static class SuppressionEndpoints
{
    private static readonly ApiParameter Reason = ApiParameter.Word<SuppressionReason>("reason", "Only what is on the list for this reason.");
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The entry's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/suppressions", ListAsync)
            .WithTags("suppressions")
            .Is("listSuppressions", "Addresses that nothing may be sent to, as hashes", "In an order that means nothing and stays. Reads two rows for each.")
            .TakesPages(Reason);
        routes.MapPost("/api/suppressions", AddAsync)
            .WithTags("suppressions")
            .Is("addSuppression", "Puts an address on the list", "Effective at once, also for what is queued. One that is on it stays as it is.")
            .Accepts<SuppressionAddress>("application/json")
            .Takes()
            .TakesBody();
        routes.MapPost("/api/suppressions/search", FindAsync)
            .Needs(Role.Viewer)
            .WithTags("suppressions")
            .Is("searchSuppressions", "Whether an address is on the list", "Changes nothing. It is a POST because addresses must not stand in URLs.")
            .Accepts<AddressSearch>("application/json")
            .Takes()
            .TakesBody();
        routes.MapGet("/api/suppressions/{id}", ShowAsync)
            .WithTags("suppressions")
            .Is("getSuppression", "What became of an address on the list and off it", "Also of one that is on it no longer. Reads a row for each change.")
            .Takes(Id)
            .MayMiss();
        routes.MapPost("/api/suppressions/{id}/remove", RemoveAsync)
            .WithTags("suppressions")
            .Is("removeSuppression", "Takes an address off the list", "Needs who and why, which are kept. What the owner said about marketing stays as it is.")
            .Accepts<ActBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<SuppressionItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, SuppressionList list, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        SuppressionReason? reason = query.Word<SuppressionReason>(Reason);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<ListedSuppression> page = await list.PageAsync(reason, wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<SuppressionItem>([.. page.Items.Select(SuppressionItem.Of)], page.Next));
    }

    private static async Task<Results<Ok<SuppressionItem>, ProblemHttpResult>> AddAsync(HttpRequest request, SuppressionList list, CancellationToken cancellationToken)
    {
        (SuppressionAddress? body, ProblemHttpResult? problem) = await JsonBody.ReadAsync<SuppressionAddress>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (ChannelOf(body.Address) is not { } channel)
        {
            return Problems.BadRequest(NoAddress);
        }

        return new ActBody(body.By, body.Why).Act is { } act
            ? TypedResults.Ok(SuppressionItem.Of(await list.AddAsync(channel, body.Address!, act, cancellationToken)))
            : Problems.BadRequest(ActBody.Expected);
    }

    private static async Task<Results<Ok<Page<SuppressionItem>>, ProblemHttpResult>> FindAsync(HttpRequest request, SuppressionList list, CancellationToken cancellationToken)
    {
        (AddressSearch? body, ProblemHttpResult? problem) = await JsonBody.ReadAsync<AddressSearch>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return ChannelOf(body.Address) is { } channel
            ? TypedResults.Ok(new Page<SuppressionItem>(await list.FindAsync(channel, body.Address!, cancellationToken) is { } found ? [SuppressionItem.Of(found)] : [], null))
            : Problems.BadRequest(NoAddress);
    }

    private static async Task<Results<Ok<SuppressionHistory>, ProblemHttpResult>> ShowAsync(HttpRequest request, SuppressionList list, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        string id = query.Text(Id)!;
        IReadOnlyList<SuppressionChange> changes = await list.HistoryAsync(id, cancellationToken);
        ListedSuppression? entry = await list.FindAsync(id, cancellationToken);
        return entry is null && changes.Count == 0
            ? Problems.NotFound(NotListed)
            : TypedResults.Ok(new SuppressionHistory(id, entry?.Suppression.Reason, [.. changes.Select(c => new SuppressionStep(c.At, c.From, c.To, c.Act?.By, c.Act?.Why))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        HttpRequest request, SuppressionList list, ILogger<SuppressionList> logger, CancellationToken cancellationToken)
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

        string id = query.Text(Id)!;
        if (await list.RemoveAsync(id, act, cancellationToken) is not { } reason)
        {
            return Problems.NotFound(NotListed);
        }

        logger.SuppressionRemoved(id, reason);
        return TypedResults.NoContent();
    }

    private const string NotListed = "No address of this id is on the list.";
    internal const string NoAddress = "'address' must be an e-mail address or a LINE user id.";

    /// <summary>Null for a text that is no address.</summary>
    internal static Channel? ChannelOf(string? address) =>
        CustomerIdentity.NormalizeLineUserId(address) is not null ? Channel.Line
        : CustomerIdentity.NormalizeEmail(address) is not null ? Channel.Email
        : null;
}

/// <summary>An address on the list.</summary>
/// <param name="Id">Made from a hash of the address, which itself is not kept.</param>
/// <param name="Channel">E-mail or LINE.</param>
/// <param name="Reason">Why nothing may be sent.</param>
/// <param name="At">Since when.</param>
internal sealed record SuppressionItem(string Id, Channel Channel, SuppressionReason Reason, DateTimeOffset At)
{
    public static SuppressionItem Of(ListedSuppression s) => new(s.Id, s.Channel, s.Suppression.Reason, s.Suppression.At);
}

/// <summary>What became of an address.</summary>
/// <param name="Id">Made from a hash of the address.</param>
/// <param name="Reason">Why it is on the list; null when it is not.</param>
/// <param name="Changes">The oldest first.</param>
internal sealed record SuppressionHistory(string Id, SuppressionReason? Reason, IReadOnlyList<SuppressionStep> Changes);

/// <summary>One change of it.</summary>
/// <param name="At">When.</param>
/// <param name="From">Why it was on the list before; null when it was not.</param>
/// <param name="To">Why it was from then on; null when it was not.</param>
/// <param name="By">Who did it; null for a provider or the customer.</param>
/// <param name="Why">The reason that they gave.</param>
internal sealed record SuppressionStep(DateTimeOffset At, SuppressionReason? From, SuppressionReason? To, string? By, string? Why);

/// <summary>An address for the list.</summary>
/// <param name="Address">E-mail address or LINE user id.</param>
/// <param name="By">Who puts it there, as the shop calls them.</param>
/// <param name="Why">Their reason, without addresses.</param>
internal sealed record SuppressionAddress(string? Address, string? By, string? Why);

/// <summary>An address that is looked for.</summary>
/// <param name="Address">E-mail address or LINE user id.</param>
internal sealed record AddressSearch(string? Address);
