using System.Text.Json;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Messages that the outbox channel has taken, the latest first.</summary>
internal static class OutboxEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/outbox", ListAsync)
        .WithTags("sends")
        .Is("listOutbox", "Messages that went to the outbox instead of a provider, the latest first", "Reads one partition.")
        .TakesPages();

    private static async Task<Results<Ok<Page<OutboxItem>>, ProblemHttpResult>> ListAsync(HttpRequest request, OutboxMessages outbox, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        OutboxPage page = await outbox.ListAsync(wanted.Position, wanted.Limit, cancellationToken);
        return TypedResults.Ok(wanted.Of<OutboxItem>([.. page.Messages.Select(ItemOf)], page.Next));
    }

    private static OutboxItem ItemOf(OutboxMessage message)
    {
        using JsonDocument content = JsonDocument.Parse(message.Payload);
        return new OutboxItem(message.Key, message.EnrollmentId, message.StepId, message.Channel, message.SentAt, content.RootElement.Clone());
    }
}

/// <summary>A message in the outbox.</summary>
/// <param name="Key">The key that a provider would get: every attempt has the same.</param>
/// <param name="EnrollmentId">Whose journey it belongs to.</param>
/// <param name="StepId">The step that sent it.</param>
/// <param name="Channel">The channel that took it.</param>
/// <param name="SentAt">On the shop clock.</param>
/// <param name="Content">As the channel was given it: an e-mail, or LINE messages.</param>
internal sealed record OutboxItem(string Key, string EnrollmentId, string StepId, Channel Channel, DateTimeOffset SentAt, JsonElement Content);
