using System.Text.Json;
using FollowUpFlows.Channels.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Messages that the outbox channel has taken, the latest first.</summary>
internal static class OutboxEndpoints
{
    private const int LimitMax = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/outbox", ListAsync);

    private static async Task<IResult> ListAsync(OutboxMessages outbox, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LimitMax)
        {
            return Problems.BadRequest($"'limit' must be from 1 to {LimitMax}.");
        }

        OutboxPage page = await outbox.ListAsync(cursor, limit ?? 50, cancellationToken);
        return Results.Ok(new Page<Item>([.. page.Messages.Select(ItemOf)], page.Next));
    }

    private static Item ItemOf(OutboxMessage message)
    {
        using JsonDocument content = JsonDocument.Parse(message.Payload);
        return new Item(message.Key, message.EnrollmentId, message.StepId, message.Channel.ToString().ToLowerInvariant(), message.SentAt, content.RootElement.Clone());
    }

    /// <param name="Content">As the channel was given it.</param>
    private sealed record Item(string Key, string EnrollmentId, string StepId, string Channel, DateTimeOffset SentAt, JsonElement Content);
}
