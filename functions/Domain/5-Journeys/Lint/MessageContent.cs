namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>What a message is about, as its author declares it (<c>content:</c>).</summary>
public enum MessageContent
{
    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>How to use and enjoy what was bought.</summary>
    KnowHow,

    /// <summary>The story of the shop, its makers and its goods.</summary>
    Story,

    /// <summary>Recommends other goods. Not for first-time buyers.</summary>
    CrossSell,

    /// <summary>Invites to take part: events, opinions, early news.</summary>
    Participation,

    /// <summary>A price, a coupon, a gift.</summary>
    Offer,
}
