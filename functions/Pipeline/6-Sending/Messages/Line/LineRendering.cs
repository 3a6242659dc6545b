namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What became of a LINE message for one customer.</summary>
public abstract record LineRendering
{
    private LineRendering()
    {
    }

    /// <summary>Ready to be handed to the channel.</summary>
    public sealed record Rendered(RenderedLine Line) : LineRendering;

    /// <summary>LINE would not take it, however often it is tried.</summary>
    public sealed record Refused(IReadOnlyList<LineViolation> Violations) : LineRendering;
}

/// <summary>A LINE message for one customer.</summary>
/// <param name="MessagesJson">The value of <c>messages</c> in LINE's requests: an array of 1 to 5 message objects.</param>
public sealed record RenderedLine(string MessagesJson);
