using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Keeps that a message was opened or a link of it followed: once for each message, link and kind of visitor, whoever tells it
/// and however often. Whether a person's visit counts as what the customer did is decided a little later (<see cref="CountVisit"/>).</summary>
/// <param name="tracking">Null where no links of our own are known.</param>
public sealed class RecordVisit(IEntityTables tables, IWorkQueues queues, TrackingLinks? tracking = null)
{
    /// <summary>Where visits wait to be counted.</summary>
    public const string Queue = "visits";

    /// <summary>Long enough that a scanner has followed all the links that it is going to follow.</summary>
    public static readonly TimeSpan CountedAfter = TimeSpan.FromSeconds(10);

    /// <summary>Whether the kind is an open or a click.</summary>
    internal static bool IsVisit(DeliveryKind kind) =>
        kind is DeliveryKind.Opened or DeliveryKind.OpenedByMachine or DeliveryKind.Clicked or DeliveryKind.ClickedByMachine;

    /// <param name="at">On the shop clock.</param>
    internal async Task RunAsync(MessageLead lead, SendRow? row, DeliveryEvent told, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string? link = LinkOf(lead, told);
        if (link is not null && Uri.TryCreate(link, UriKind.Absolute, out Uri? page) && tracking?.IsOwn(page) == true)
        {
            return;  // whoever unsubscribes shows no interest, and the address is theirs alone
        }

        DeliveryEvent visit = told with { EventId = IdOf(told.Kind, link), Link = link };
        Entity fact = DeliveryRows.Row(lead, row, visit, at);
        if (await tables.ReadAsync(Tables.Customers, lead.CustomerId, fact.RowKey, cancellationToken) is not null)
        {
            return;
        }

        if (told.Kind is DeliveryKind.Opened or DeliveryKind.Clicked)
        {
            // Before the row: work that finds nothing does nothing, but a row without work would never count.
            await queues.SendAsync(Queue, new VisitId(told.MessageKey, visit.EventId).ToString(), CountedAfter, cancellationToken);
        }

        await tables.WriteAsync(Tables.Customers, lead.CustomerId, new EntityChange.Insert(fact), cancellationToken);
    }

    /// <summary>The same for all visits that are one.</summary>
    internal static string IdOf(DeliveryKind kind, string? link) => $"{kind}|{(link is null ? "" : OpaqueId.Of(26, link))}";

    /// <summary>Where the link leads in the end, also when the provider followed it in ours.</summary>
    private string? LinkOf(MessageLead lead, DeliveryEvent told)
    {
        if (told.Link is null || !Uri.TryCreate(told.Link, UriKind.Absolute, out Uri? address))
        {
            return null;
        }

        return tracking?.TokenOf(address) is { Link: { } index } token && token.MessageKey == told.MessageKey && index < lead.Tracked?.Destinations.Count
            ? lead.Tracked.Destinations[index]
            : address.AbsoluteUri;
    }
}

/// <summary>A visit, as it stands in the queue.</summary>
internal sealed record VisitId(Guid MessageKey, string EventId)
{
    public static VisitId? Parse(string text) => text.Split('/', 2) is [var message, var eventId] && Guid.TryParseExact(message, "N", out Guid key)
        ? new VisitId(key, eventId)
        : null;

    public override string ToString() => $"{MessageKey:N}/{EventId}";
}
