using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Leads from a message's links on, and notes that they were followed. A link leads nowhere but where the message said.</summary>
public sealed class FollowLink(MessageIndex messages, TrackingLinks tracking, CustomerStore customers, RecordDelivery deliveries, Clocks clocks)
{
    /// <summary>What a link means; null for one that is not ours, or no longer leads on.</summary>
    /// <param name="token">What follows <c>/c/</c>.</param>
    public Task<FollowedLink?> ClickAsync(string token, CancellationToken cancellationToken) =>
        FindAsync(TrackingToken.Parse(token) is { Link: not null } click ? click : null, cancellationToken);

    /// <summary>What a pixel means; null for one that is not ours, or no longer counts.</summary>
    /// <param name="name">What follows <c>/o/</c>.</param>
    public Task<FollowedLink?> OpenAsync(string name, CancellationToken cancellationToken) => FindAsync(TrackingLinks.PixelOf(name), cancellationToken);

    /// <summary>Notes a visit, unless the customer has said no to marketing since. Neither address nor program of the visitor is kept.</summary>
    /// <param name="agent">What the visitor's program calls itself; null when it says nothing.</param>
    public async Task NoteAsync(FollowedLink link, string? agent, CancellationToken cancellationToken)
    {
        if (!CountVisit.IsFollowed(await customers.LoadAsync(link.Lead.CustomerId, cancellationToken), link.Lead.Key.Channel))
        {
            return;
        }

        DateTimeOffset now = clocks.System.GetUtcNow();
        bool isTooSoon = link.Lead.Key.Channel == Channel.Email && now - link.Lead.ClaimedAt < VisitRule.TooSoon;
        bool isProgram = isTooSoon || VisitRule.IsProgram(agent);
        DeliveryKind kind = link.Destination is null
            ? (isProgram ? DeliveryKind.OpenedByMachine : DeliveryKind.Opened)
            : (isProgram ? DeliveryKind.ClickedByMachine : DeliveryKind.Clicked);
        await deliveries.RunAsync(new DeliveryEvent("", link.Lead.Key.MessageKey, kind, now) { Link = link.Destination?.AbsoluteUri }, cancellationToken);
    }

    private async Task<FollowedLink?> FindAsync(TrackingToken? token, CancellationToken cancellationToken)
    {
        if (token is null || await messages.FindAsync(token.MessageKey, cancellationToken) is not { Tracked: { } links } lead
            || !tracking.IsGenuine(token, links) || IsOver(links.Until))
        {
            return null;
        }

        return new FollowedLink(lead, token.Link is { } link ? new Uri(links.Destinations[link]) : null);
    }

    /// <summary>By the slower clock: a shop clock that runs fast does not end links that somebody has just got, nor one set back in time.</summary>
    private bool IsOver(DateTimeOffset until)
    {
        Moment now = clocks.Now();
        return until <= now.Shop && until <= now.System;
    }
}

/// <summary>A link of a message that was followed.</summary>
/// <param name="Destination">Where it leads; null for the pixel.</param>
public sealed record FollowedLink(MessageLead Lead, Uri? Destination);
