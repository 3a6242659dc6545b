namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>An e-mail for one customer, ready to be handed to a channel.</summary>
/// <param name="Subject">One line without control characters.</param>
/// <param name="Preheader">The line that inboxes show behind the subject; already hidden inside
/// <paramref name="Html"/>. Empty when the template has none.</param>
/// <param name="Html">A whole document.</param>
/// <param name="Text">The same as plain text, lines broken at 70 columns with line feeds.</param>
public sealed record RenderedEmail(string Subject, string Preheader, string Html, string Text);
