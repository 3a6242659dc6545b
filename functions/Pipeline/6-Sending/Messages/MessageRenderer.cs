namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Makes the message for one customer. Cannot fail for what was read without faults; safe from several threads;
/// templates are compiled when they are read, not here.</summary>
public static class MessageRenderer
{
    /// <summary>The e-mail in the shop's layout. Every value is escaped for the place where it lands.</summary>
    public static RenderedEmail Render(EmailTemplate template, MessageLayout layout, MergeData data) => Render(template, layout, data, null);

    /// <param name="tracker">Takes the links; null leaves them as they are.</param>
    internal static RenderedEmail Render(EmailTemplate template, MessageLayout layout, MergeData data, LinkTracker? tracker)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(data);
        EmailContent content = template.Content;
        MergeModel model = MergeModel.Of(data, content.Defaults);
        BodyShape body = content.Body.ShapeFor(model, layout.Styles);
        string subject = MergeText.Clean(content.Subject.Render(model.Plain)) ?? "";
        string preheader = MergeText.Clean(content.Preheader?.Render(model.Plain)) ?? "";
        string html = layout.Html.Render(InLayout(body.Html.Fill(model.Values, HtmlText.Encode)));
        string text = layout.Text.Render(InLayout(body.Text.Fill(model.Values, value => value)));
        if (tracker is not null)
        {
            html = EmailTracking.Html(html, tracker);
            text = EmailTracking.Text(text, tracker);
        }

        return new RenderedEmail(subject, preheader, html, TextWrap.Wrap(text));

        Dictionary<string, object> InLayout(string bodyText) => new(model.Plain)
        {
            [MergeModel.Key(LayoutSlots.Body)] = bodyText,
            [MergeModel.Key(LayoutSlots.Subject)] = subject,
            [MergeModel.Key(LayoutSlots.Preheader)] = preheader,
            [MergeModel.HasKey(LayoutSlots.Body)] = true,
            [MergeModel.HasKey(LayoutSlots.Subject)] = true,
            [MergeModel.HasKey(LayoutSlots.Preheader)] = preheader.Length > 0,
        };
    }

    /// <summary>The LINE message, or the limits that it does not keep for this customer.</summary>
    public static LineRendering Render(LineTemplate template, MergeData data) => Render(template, data, null);

    /// <param name="tracker">Takes the links; null leaves them as they are.</param>
    internal static LineRendering Render(LineTemplate template, MergeData data, LinkTracker? tracker)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(data);
        MergeModel model = MergeModel.Of(data, template.Defaults);
        string json = template.Messages.ToJson(text => text.Render(model.Plain));
        json = tracker is null ? json : LineTracking.Messages(json, tracker);
        IReadOnlyList<LineViolation> violations = LineLimits.Check(json);
        return violations.Count > 0 ? new LineRendering.Refused(violations) : new LineRendering.Rendered(new RenderedLine(json));
    }
}
