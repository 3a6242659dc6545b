namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Who sends, as Japan's law on e-mail (特定電子メール法) wants it shown in every message.</summary>
/// <param name="ShopName">As customers know the shop.</param>
/// <param name="ShopUrl">The shop's site.</param>
/// <param name="LegalName">Of the person or company; the shop's name alone is not enough.</param>
/// <param name="Address">Postal address.</param>
/// <param name="Contact">Telephone number, e-mail address or URL for questions and complaints.</param>
public sealed record SenderFacts(string ShopName, Uri ShopUrl, string LegalName, string Address, string Contact);
