using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>A message as a customer would get it.</summary>
public abstract record MessagePreview
{
    private MessagePreview()
    {
    }

    /// <summary>An e-mail.</summary>
    public sealed record Email(RenderedEmail Rendered, IReadOnlyList<MissingField> Missing) : MessagePreview;

    /// <summary>A LINE message.</summary>
    /// <param name="MessagesJson">An array of message objects.</param>
    public sealed record Line(string MessagesJson, IReadOnlyList<MissingField> Missing) : MessagePreview;

    /// <summary>With this customer's values it breaks limits of LINE.</summary>
    public sealed record TooMuch(IReadOnlyList<string> Limits) : MessagePreview;

    /// <summary>It cannot be read as it is.</summary>
    public sealed record Faulty(IReadOnlyList<TemplateFault> Faults) : MessagePreview;

    /// <summary>There is no such message, customer or frame.</summary>
    /// <param name="What">As a sentence.</param>
    public sealed record NotThere(string What) : MessagePreview;
}

/// <summary>A merge field that the customer has no value for.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Meaning">For people.</param>
/// <param name="StandIn">What stands in for it; null where its part of the message is left out.</param>
public sealed record MissingField(string Name, LocalText Meaning, string? StandIn);

/// <summary>Which message, or part of messages, is to be shown, and for whom.</summary>
/// <param name="Text">Null takes the draft, and where there is none what is published.</param>
/// <param name="CustomerId">Null for somebody made up, of whom everything is known.</param>
/// <param name="HasOrder">Whether an order is at hand, as for a journey that an order begins: the customer's latest.</param>
public sealed record PreviewRequest(TemplateName Message, string? Text, string? CustomerId, bool HasOrder);
