using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Shows a message as a customer would get it, while it is being written. Changes nothing; its links lead to the shop, so that
/// nobody is unsubscribed by trying them.</summary>
public sealed partial class PreviewMessage(DraftStore drafts, PublishedFiles published, CurrentParts parts, CustomerStore customers, ShopSettings shop)
{
    /// <summary>Renders it.</summary>
    public async Task<MessagePreview> RunAsync(PreviewRequest request, CancellationToken cancellationToken)
    {
        if ((request.Text ?? await TextAsync(request.Message, cancellationToken)) is not { } text)
        {
            return new MessagePreview.NotThere("Nobody has written a message of this name.");
        }

        if (await DataAsync(request, cancellationToken) is not { } data)
        {
            return new MessagePreview.NotThere("There is no customer of this id.");
        }

        MessageParts included = (await parts.ReadAsync(cancellationToken)).With(request.Message.Path, text);
        return request.Message.Kind == TemplateKind.Line ? Line(request.Message, text, included, data) : await EmailAsync(request.Message, text, included, data, cancellationToken);
    }

    private static MessagePreview Line(TemplateName name, string text, MessageParts parts, MergeData data)
    {
        TemplateReading<LineTemplate> reading = MessageReader.ReadLine(name.Path, text, parts);
        return reading.Value is not { } line
            ? new MessagePreview.Faulty(reading.Faults)
            : MessageRenderer.Render(line, data) switch
            {
                LineRendering.Rendered rendered => new MessagePreview.Line(rendered.Line.MessagesJson, Missing(text, parts, data, line.Defaults)),
                LineRendering.Refused refused => new MessagePreview.TooMuch([.. refused.Violations.Select(v => v.Text)]),
                var other => throw new NotSupportedException(other.ToString()),
            };
    }

    private async Task<MessagePreview> EmailAsync(TemplateName name, string text, MessageParts parts, MergeData data, CancellationToken cancellationToken)
    {
        TemplateReading<EmailTemplate> reading = name.Kind == TemplateKind.Part ? Alone(parts.Read(name.Name)!) : MessageReader.ReadEmail(name.Path, text, parts);
        if (reading.Value is not { } email)
        {
            return new MessagePreview.Faulty(reading.Faults);
        }

        if (await TextAsync(new TemplateName(TemplateKind.Layout, "html"), cancellationToken) is not { } html
            || await TextAsync(new TemplateName(TemplateKind.Layout, "text"), cancellationToken) is not { } plain)
        {
            return new MessagePreview.NotThere("The shop's frame of e-mails is not there yet; write the layouts html and text first.");
        }

        TemplateReading<MessageLayout> frame = MessageReader.ReadLayout(TemplateSet.LayoutHtml, html, TemplateSet.LayoutText, plain);
        return frame.Value is { } layout
            ? new MessagePreview.Email(MessageRenderer.Render(email, layout, data), Missing(text, parts, data, email.Content.Defaults))
            : new MessagePreview.Faulty(frame.Faults);
    }

    /// <summary>A part as the words of an e-mail.</summary>
    private static TemplateReading<EmailTemplate> Alone(TemplateReading<MessagePart> part) => new(part.Value?.AsEmail(), part.Faults);

    private async Task<string?> TextAsync(TemplateName name, CancellationToken cancellationToken) =>
        (await drafts.FindAsync(name, cancellationToken))?.Text ?? (await published.FindAsync(name, cancellationToken))?.Text;

    /// <summary>The values that a journey would have; null when there is no such customer.</summary>
    private async Task<MergeData?> DataAsync(PreviewRequest request, CancellationToken cancellationToken)
    {
        if (request.CustomerId is not { } id)
        {
            return SampleData.Somebody(shop);
        }

        CustomerState state = await customers.LoadAsync(id, cancellationToken);
        if (state.Profile is null || state.Customer.IsForgotten)
        {
            return null;
        }

        MergeData data = SampleData.Nobody(shop).WithCustomer(state.Customer.Name);
        Order? order = request.HasOrder
            ? state.Orders.Where(o => shop.Orders.Exclusion(o.Order) is null).MaxBy(o => o.Order.OrderedAt)?.Order
            : null;
        return order is null ? data : data.WithOrder(order);
    }

    /// <summary>Fields of a group that is not there are not missed: whoever wrote them put them behind a condition.</summary>
    private static MissingField[] Missing(string text, MessageParts parts, MergeData data, IReadOnlyDictionary<string, string> defaults) =>
    [
        .. PartNames.Closure(text, parts.TextOf).Select(parts.TextOf).Prepend(text).SelectMany(t => FieldName().Matches(t ?? "")).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)
            .Select(MergeFields.Find).OfType<MergeField>()
            .Where(f => f is { List: null, Presence: MergePresence.Optional, Kind: MergeKind.Text or MergeKind.Link } && data.Value(f.Name) is null)
            .Select(f => new MissingField(f.Name, f.Meaning, defaults.GetValueOrDefault(f.Name) ?? f.Fallback)),
    ];

    [GeneratedRegex(@"\{\{\s*([A-Za-z]+(?:\.[A-Za-z]+)+)\s*\}\}")]
    private static partial Regex FieldName();
}
