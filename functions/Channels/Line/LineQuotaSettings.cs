namespace FollowUpFlows.Channels.Line;

/// <summary>What a shop does about the month's messages.</summary>
public sealed record LineQuotaSettings
{
    /// <summary>So many messages are kept for transactional ones; 0 keeps none. Default 0.</summary>
    public long Reserve { get; init; }

    /// <summary>From that share of the month's messages on the shop is told, in percent. Default 80.</summary>
    public int WarnPercent { get; init; } = 80;

    /// <summary>From that share on it is urgent, in percent; not below <see cref="WarnPercent"/>. Default 95.</summary>
    public int AlertPercent { get; init; } = 95;
}

/// <summary>How far the month's messages are used up.</summary>
public enum LineQuotaLevel
{
    /// <summary>LINE has not said it, or too long ago.</summary>
    Unknown,

    /// <summary>There are enough, or there is no limit.</summary>
    Enough,

    /// <summary>The shop should look.</summary>
    High,

    /// <summary>They will soon be gone.</summary>
    Critical,
}
