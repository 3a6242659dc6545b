namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>Hands the same words to many people in one call. The provider does not say who of them was left out.</summary>
public interface IMulticast
{
    /// <summary>Most recipients of one call.</summary>
    int RecipientsMax { get; }

    /// <summary>For how long after the first call the provider takes the same key and recipients again without sending twice, on the
    /// system clock.</summary>
    TimeSpan RepeatableFor { get; }

    /// <summary>Hands the message over. Called again with the same key after a crash or a temporary failure.</summary>
    /// <exception cref="ChannelException">The provider did not take it: then nobody has it, unless the failure is temporary and not
    /// surely a refusal.</exception>
    Task<ChannelReceipt> SendAsync(MulticastMessage message, CancellationToken cancellationToken);
}

/// <summary>One message to many.</summary>
/// <param name="Key">The same for every attempt, different for every other group of recipients.</param>
/// <param name="To">LINE user ids, each once, in an order that does not change.</param>
/// <param name="MessagesJson">LINE message objects, one to five.</param>
public sealed record MulticastMessage(Guid Key, string JourneyId, string StepId, IReadOnlyList<string> To, string MessagesJson);
