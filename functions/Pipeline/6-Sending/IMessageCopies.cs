namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Messages that a channel keeps on this side of its provider.</summary>
public interface IMessageCopies
{
    /// <summary>Takes the copy of a message away; nothing happens when there is none.</summary>
    /// <param name="claimedAt">When the message was claimed, on the shop clock.</param>
    Task EraseAsync(Guid key, DateTimeOffset claimedAt, CancellationToken cancellationToken);
}
