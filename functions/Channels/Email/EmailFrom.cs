namespace FollowUpFlows.Channels.Email;

/// <summary>Whom e-mails are from.</summary>
/// <param name="Address">ASCII; SPF, DKIM and DMARC are those of its domain.</param>
/// <param name="Name">As inboxes show it, in any language.</param>
/// <param name="ReplyTo">Where answers go; null for the address itself.</param>
public sealed record EmailFrom(string Address, string Name, string? ReplyTo);
