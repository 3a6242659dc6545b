using FollowUpFlows.Domain.Intake;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>One kind of shop system: how its webhooks are proven authentic, and what they mean. Holds no state.</summary>
public interface IShopSource
{
    /// <summary>The word for the kind in settings and identities, kept for ever: <c>shopify</c>, <c>standard</c>.</summary>
    string Kind { get; }

    /// <summary>Whether a customer's id means the same person in every shop of this kind. Where it does not, two configured sources
    /// may both have a customer <c>7</c>, who are two people.</summary>
    bool HasGlobalIds { get; }

    /// <summary>Whether the sender takes no answer but 200 for a success; the others take all of 2xx.</summary>
    bool NeedsOk => false;

    /// <summary>Headers that <see cref="Read"/> needs, stored with the body; no signature and no secret is among them.</summary>
    IReadOnlyList<string> KeptHeaders { get; }

    /// <summary>Whether secrets prove its webhooks. Where they do not, none are configured, and messages come by another door.</summary>
    bool HasSecrets => true;

    /// <summary>Whether a body is taken away as soon as it is applied, and only that it came is kept. One that a person must look at stays.</summary>
    bool ForgetsBodies => false;

    /// <summary>Whether the address that the shop system was given is signed with the body, and so must be in the settings.</summary>
    bool SignsAddress => false;

    /// <summary>What is wrong with a secret, in words that name no part of it; null when it can be used.</summary>
    string? FaultOfSecret(string secret);

    /// <summary>Proves the request over its raw bytes, before anything is parsed.</summary>
    /// <param name="secrets">Any of them may have signed: two during a rotation.</param>
    /// <param name="now">On the system clock, for the signature's age.</param>
    WebhookCheck Check(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now);

    /// <summary>What the request means. Never throws, whatever the body holds; unknown fields and missing optional ones are fine.</summary>
    /// <param name="receivedAt">Stands in where the source gives no time of its own.</param>
    WebhookReading Read(WebhookRequest request, DateTimeOffset receivedAt);
}

/// <summary>A kind of source whose messages are events of topics. The host proves where they come from before they are handed in.</summary>
public interface IEventSource : IShopSource
{
    /// <summary>What is on the outside of an event. Never throws, whatever the body holds.</summary>
    EventEnvelope Open(ReadOnlyMemory<byte> body);
}

/// <summary>What is on the outside of an event.</summary>
/// <param name="Topic">Where it comes from; null when it does not say.</param>
/// <param name="DedupeKey">The same for every delivery of one event; any text.</param>
public sealed record EventEnvelope(string? Topic, string DedupeKey);

/// <summary>Whether a webhook is the shop's.</summary>
public abstract record WebhookCheck
{
    private WebhookCheck()
    {
    }

    /// <summary>Signed by the shop.</summary>
    /// <param name="DedupeKey">The same for every delivery of one message; any text.</param>
    public sealed record Authentic(string DedupeKey) : WebhookCheck;

    /// <summary>Only asks whether anybody listens, and is not signed because it says nothing: answered with 200, and not kept.</summary>
    public sealed record Greeting : WebhookCheck;

    /// <summary>Not proven, and only says that something may have changed: answered with 200, and not kept. The shop is looked through sooner,
    /// which tells what it was.</summary>
    public sealed record Hint : WebhookCheck;

    /// <summary>Not proven; answered with 401.</summary>
    /// <param name="Reason">For the log: no part of secret, signature or body.</param>
    public sealed record Refused(string Reason) : WebhookCheck;
}

/// <summary>What a stored webhook means.</summary>
public abstract record WebhookReading
{
    private WebhookReading()
    {
    }

    /// <summary>Understood; one or more events, to be applied in this order.</summary>
    public sealed record Understood(IReadOnlyList<ShopEvent> Events) : WebhookReading
    {
        /// <summary>What else the message holds that cannot be understood: the events are applied, and a person looks at it. No personal data.</summary>
        public string? Fault { get; init; }

        /// <summary>Whether something in it was passed over: it may name others than the events do.</summary>
        public bool IsPartial { get; init; }

        /// <summary>What belongs to it and is not told: it is fetched once the events are applied, where the shop's API may be asked, and comes in
        /// as a message of its own.</summary>
        public IReadOnlyList<ShopNotice> Missing { get; init; } = [];
    }

    /// <summary>The shop only says what has changed: it is fetched, and comes in as a message of its own.</summary>
    /// <param name="Notices">One or more.</param>
    public sealed record Noticed(IReadOnlyList<ShopNotice> Notices) : WebhookReading;

    /// <summary>Nothing that a follow-up needs: a connectivity check, a topic that is not used.</summary>
    public sealed record Ignored(string Reason) : WebhookReading;

    /// <summary>Cannot be understood; a person looks at it.</summary>
    /// <param name="Reason">What was expected, where, and what was found; no personal data.</param>
    public sealed record Unreadable(string Reason) : WebhookReading;
}
