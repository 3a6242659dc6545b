namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>The shop's frame around every e-mail, as HTML and as plain text, checked: it names the sender and how to opt out.</summary>
public sealed class MessageLayout
{
    internal MessageLayout(TextTemplate html, TextTemplate text, InlineStyles styles)
    {
        Html = html;
        Text = text;
        Styles = styles;
    }

    internal TextTemplate Html { get; }

    internal TextTemplate Text { get; }

    internal InlineStyles Styles { get; }
}
