using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters what a customer told a person of the shop about marketing: at the counter, on paper, by telephone. It is added to the log, with
/// who entered it, and holds like every other statement: the latest one wins, whenever it is entered.</summary>
public sealed class RecordConsent(CustomerStore customers, ConsentLog log, Clocks clocks)
{
    /// <summary>Enters it, effective at once. The same again, under the same key, changes nothing.</summary>
    public Task<ConsentRecording> RunAsync(string customerId, StatedConsent stated, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, token) => DecideAsync(state, stated, token), cancellationToken);

    private async Task<CustomerChange<ConsentRecording>> DecideAsync(CustomerState state, StatedConsent stated, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        DateTimeOffset at = stated.At ?? now;
        if (state.Profile is null)
        {
            return Only(new ConsentRecording.Nobody());
        }

        foreach ((_, Consent known) in await log.OfAsync(state.CustomerId, cancellationToken))
        {
            if (known.Key == stated.Key)
            {
                return Only(stated.IsSaidBy(known) ? Recorded(state, known) : new ConsentRecording.OtherUnderKey());
            }
        }

        if (at > now)
        {
            return Only(new ConsentRecording.InFuture());
        }

        if (state.Customer.IsForgotten || state.Customer.IsPast(at))
        {
            return Only(new ConsentRecording.Forgotten());
        }

        Consent said = stated.Of(at);
        return new CustomerChange<ConsentRecording>(Recorded(state, said), null, [new EntityChange.Put(CustomerRows.Consent(state.CustomerId, said))]);
    }

    private static ConsentRecording.Recorded Recorded(CustomerState state, Consent said)
    {
        Consent? holding = said.Topic is { } topic ? state.TopicConsents.GetValueOrDefault((said.Channel, topic)) : state.Consents.GetValueOrDefault(said.Channel);
        return new ConsentRecording.Recorded(said, said.Over(holding) == said);
    }

    private static CustomerChange<ConsentRecording> Only(ConsentRecording result) => new(result, null, []);
}

/// <summary>What a customer told a person of the shop.</summary>
/// <param name="Key">Tells the statement from every other of the customer: entered twice under one key it is one.</param>
/// <param name="State">Granted or withdrawn.</param>
/// <param name="How">How and where it was stated, for the proof: <c>paper form at the counter</c>; no addresses.</param>
/// <param name="By">Who entered it, as the shop calls them.</param>
public sealed record StatedConsent(string Key, Channel Channel, ConsentState State, string How, string By)
{
    /// <summary>The topic that it is about; null for all marketing on the channel.</summary>
    public string? Topic { get; init; }

    /// <summary>The version of the words that were agreed to; null for a refusal.</summary>
    public string? Wording { get; init; }

    /// <summary>When it was stated, UTC; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    internal Consent Of(DateTimeOffset at) => new(Channel, State, at, How)
    {
        Topic = Topic,
        Origin = ConsentOrigin.Operator,
        Wording = Wording,
        By = By,
        Key = Key,
    };

    internal bool IsSaidBy(Consent known) => Of(At ?? known.At) == known;
}

/// <summary>What became of a statement that was to be entered.</summary>
public abstract record ConsentRecording
{
    private ConsentRecording()
    {
    }

    /// <summary>It is in the log.</summary>
    /// <param name="Holds">No later statement takes its place.</param>
    public sealed record Recorded(Consent Consent, bool Holds) : ConsentRecording;

    /// <summary>There is no such customer.</summary>
    public sealed record Nobody : ConsentRecording;

    /// <summary>It lies in the future.</summary>
    public sealed record InFuture : ConsentRecording;

    /// <summary>The customer was forgotten at their own wish, after it was stated.</summary>
    public sealed record Forgotten : ConsentRecording;

    /// <summary>Something else was entered under the key.</summary>
    public sealed record OtherUnderKey : ConsentRecording;
}
