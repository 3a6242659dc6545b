using System.Text.Json;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Renders with the values of the customer, their order and the shop.</summary>
/// <param name="tracking">Null leaves all links as they are.</param>
public sealed class MessageRendering(ShopSettings shop, PublicLinks links, TrackingLinks? tracking = null) : IMessageRendering
{
    /// <summary>No inbox shows more, and no row of a table holds much more.</summary>
    private const int PayloadLengthMax = 300_000;

    /// <summary>In place of links that lead one customer to their own pages.</summary>
    private static readonly Uri Nobodys = new("https://nobody.invalid/");

    /// <inheritdoc/>
    public Rendering Render(DueSend due, SendTarget target)
    {
        Uri unsubscribe = links.Unsubscribe(due.CustomerId);
        MergeData data = MergeData.For(shop.Sender, unsubscribe, links.Preferences(due.CustomerId)).WithCustomer(due.State.Customer.Name);
        if (due.State.Consents.GetValueOrDefault(Channel.Email) is { State: ConsentState.Pending } pending)
        {
            data = data.WithConfirmation(links.Confirmation(due.CustomerId, pending.At));
        }

        data = target.Channel == Channel.Line ? data.WithLineAccount(links.LineAccount(target.Address)) : data;
        if (target.Channel == Channel.Email && due.State.LineLink is { AskedAt: { } askedAt })
        {
            data = data.WithLineConnect(links.LineConnect(due.CustomerId, askedAt));
        }

        if (due.State.CauseOf(due.Enrollment) is { } order)
        {
            data = data.WithOrder(order);
        }

        // Longer links may be more than the channel takes: better not followed than not sent.
        return TrackerOf(due, target) is { } tracker && Rendered(tracker) is Rendering.Payload tracked ? tracked : Rendered(null);

        Rendering Rendered(LinkTracker? tracker)
        {
            JourneyMessages messages = due.Journey.Messages;
            Rendering rendering = target.Channel == Channel.Email
                ? Email(MessageRenderer.Render(messages.Emails[due.Step.MessageId], messages.Layout!, data, tracker), target.Address, unsubscribe, tracker)
                : Line(MessageRenderer.Render(messages.Lines[due.Step.MessageId], data, tracker), target.Address, tracker, CommonOf(due));
            return rendering is Rendering.Payload { Json.Length: > PayloadLengthMax }
                ? new Rendering.Refused($"the message has more than {PayloadLengthMax} characters")
                : rendering;
        }
    }

    /// <summary>What somebody gets of whom nothing is known; null where everybody is written to alone.</summary>
    private string? CommonOf(DueSend due) => due.Journey.Definition.Trigger is Trigger.Broadcast
        && MessageRenderer.Render(due.Journey.Messages.Lines[due.Step.MessageId], MergeData.For(shop.Sender, Nobodys)) is LineRendering.Rendered { Line.MessagesJson: var json }
            ? json
            : null;

    /// <summary>Only what needs the customer's consent is followed.</summary>
    private LinkTracker? TrackerOf(DueSend due, SendTarget target) => tracking is { IsOn: true } && due.Purpose == Purpose.Marketing
        ? new LinkTracker(tracking, (due.Planned.Key with { Channel = target.Channel }).MessageKey, due.DueAt + TrackingLinks.Life)
        : null;

    private static Rendering.Payload Email(RenderedEmail email, string to, Uri unsubscribe, LinkTracker? tracker) =>
        new(StoredJson.Write(new EmailPayload(to, email.Subject, email.Html, email.Text, unsubscribe) { Tracked = tracker?.Links }));

    private static Rendering Line(LineRendering rendering, string to, LinkTracker? tracker, string? common)
    {
        switch (rendering)
        {
            case LineRendering.Rendered rendered:
                using (JsonDocument messages = JsonDocument.Parse(rendered.Line.MessagesJson))
                {
                    TrackedLinks? tracked = tracker?.Links is { Destinations.Count: > 0 } some ? some : null;
                    return new Rendering.Payload(StoredJson.Write(new LinePayload(to, messages.RootElement) { Tracked = tracked })) { IsCommon = rendered.Line.MessagesJson == common };
                }

            case LineRendering.Refused refused:
                return new Rendering.Refused(string.Join("; ", refused.Violations.Select(v => v.Text)));
            default:
                throw new InvalidOperationException("A LINE message is rendered or refused.");
        }
    }
}
