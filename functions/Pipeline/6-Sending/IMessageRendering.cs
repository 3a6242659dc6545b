using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Turns the message of a step into what a channel is given, for one customer.</summary>
public interface IMessageRendering
{
    /// <summary>The payload, or the limit of the channel that the message breaks with this customer's values.</summary>
    Rendering Render(DueSend due, SendTarget target);
}

/// <summary>Renders nothing, for simulations: what would have been sent matters there, not how it reads.</summary>
public sealed class NoBodies : IMessageRendering
{
    private static readonly Rendering.Payload Empty = new("");

    /// <summary>Always the empty payload, which is not kept (<see cref="Payloads"/>).</summary>
    public Rendering Render(DueSend due, SendTarget target) => Empty;
}

/// <summary>Where a message goes.</summary>
public sealed record SendTarget(Channel Channel, string Address);

/// <summary>A message for one customer, or why there is none.</summary>
public abstract record Rendering
{
    private Rendering()
    {
    }

    /// <summary>The channel's input.</summary>
    public sealed record Payload(string Json) : Rendering
    {
        /// <summary>A broadcast by LINE whose words nothing of the customer is in: others get the same.</summary>
        public bool IsCommon { get; init; }
    }

    /// <summary>The channel would refuse it.</summary>
    public sealed record Refused(string Reason) : Rendering;
}
