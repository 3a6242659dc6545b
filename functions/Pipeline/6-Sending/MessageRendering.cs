using System.Text.Json;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Renders with the values of the customer, their order and the shop.</summary>
public sealed class MessageRendering(ShopSettings shop, PublicLinks links) : IMessageRendering
{
    /// <summary>No inbox shows more, and no row of a table holds much more.</summary>
    private const int PayloadLengthMax = 300_000;

    /// <inheritdoc/>
    public Rendering Render(JourneyMessages messages, Step.Send step, SendTarget target, CustomerState state, Enrollment enrollment)
    {
        Uri unsubscribe = links.Unsubscribe(state.CustomerId);
        MergeData data = MergeData.For(shop.Sender, unsubscribe, links.Preferences(state.CustomerId)).WithCustomer(state.Customer.Name);
        if (state.Consents.GetValueOrDefault(Channel.Email) is { State: ConsentState.Pending } pending)
        {
            data = data.WithConfirmation(links.Confirmation(state.CustomerId, pending.At));
        }

        if (state.CauseOf(enrollment) is { } order)
        {
            data = data.WithOrder(order);
        }

        Rendering rendering = target.Channel == Channel.Email
            ? Email(MessageRenderer.Render(messages.Emails[step.MessageId], messages.Layout!, data), target.Address, unsubscribe)
            : Line(MessageRenderer.Render(messages.Lines[step.MessageId], data), target.Address);
        return rendering is Rendering.Payload { Json.Length: > PayloadLengthMax }
            ? new Rendering.Refused($"the message has more than {PayloadLengthMax} characters")
            : rendering;
    }

    private static Rendering.Payload Email(RenderedEmail email, string to, Uri unsubscribe) =>
        new(StoredJson.Write(new EmailPayload(to, email.Subject, email.Html, email.Text, unsubscribe)));

    private static Rendering Line(LineRendering rendering, string to)
    {
        switch (rendering)
        {
            case LineRendering.Rendered rendered:
                using (JsonDocument messages = JsonDocument.Parse(rendered.Line.MessagesJson))
                {
                    return new Rendering.Payload(StoredJson.Write(new LinePayload(to, messages.RootElement)));
                }

            case LineRendering.Refused refused:
                return new Rendering.Refused(string.Join("; ", refused.Violations.Select(v => v.Text)));
            default:
                throw new InvalidOperationException("A LINE message is rendered or refused.");
        }
    }
}
