using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Enters what a customer has chosen on the page of their preferences. What is said already is not said again, so that repeating it
/// changes nothing.</summary>
public sealed class ChangePreferences(CustomerStore customers, Clocks clocks)
{
    /// <summary>The words of the page that the customer sees, as the proof names them. Another wording is another version.</summary>
    public const string Wording = "preference-page-1";

    private const string Source = "preference-page";

    private static readonly IReadOnlyList<Channel> Channels = CustomerChannels.All;

    /// <summary>Enters it, effective at once: also for messages that are planned or deferred.</summary>
    /// <returns>False when there is no such customer.</returns>
    public Task<bool> RunAsync(string customerId, PreferenceChange wanted, CancellationToken cancellationToken) =>
        customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Changed(state, wanted)), cancellationToken);

    private CustomerChange<bool> Changed(CustomerState state, PreferenceChange wanted)
    {
        if (state.Profile is null || state.Customer.IsForgotten)
        {
            return new CustomerChange<bool>(false, null, []);
        }

        DateTimeOffset now = clocks.Shop.GetUtcNow();
        List<EntityChange> rows =
        [
            .. Said(state, wanted, now).Select(c => new EntityChange.Put(CustomerRows.Consent(state.CustomerId, c))),
        ];
        Preferences before = state.Preferences ?? new Preferences(MailFrequency.Normal, null, now);
        Preferences after = before with { Frequency = wanted.Frequency, PausedUntil = PausedUntil(before, wanted.Pause, now) };
        if (after != before)
        {
            rows.Add(new EntityChange.Put(PreferenceRows.Row(state.CustomerId, after with { ChosenAt = now })));
        }

        return new CustomerChange<bool>(true, null, rows);
    }

    private static IEnumerable<Consent> Said(CustomerState state, PreferenceChange wanted, DateTimeOffset now)
    {
        foreach (Channel channel in Channels)
        {
            if (Of(state.Consents.GetValueOrDefault(channel), channel, null, wanted.Channels.Contains(channel), isSilenceYes: false, now) is { } said)
            {
                yield return said;
            }

            foreach (string topic in wanted.Offered)
            {
                if (Of(state.TopicConsents.GetValueOrDefault((channel, topic)), channel, topic, wanted.Topics.Contains(topic), isSilenceYes: true, now) is { } about)
                {
                    yield return about;
                }
            }
        }
    }

    /// <summary>Null when it says what is known. A consent that awaits its confirmation goes on waiting: its box was empty.</summary>
    private static Consent? Of(Consent? known, Channel channel, string? topic, bool isWanted, bool isSilenceYes, DateTimeOffset now)
    {
        bool isKnown = isWanted
            ? known is { State: ConsentState.Granted } || (known is null && isSilenceYes)
            : known is { State: ConsentState.Withdrawn or ConsentState.Pending } || (known is null && !isSilenceYes);
        return isKnown ? null : new Consent(channel, isWanted ? ConsentState.Granted : ConsentState.Withdrawn, now.After(known), Source)
        {
            Topic = topic,
            Origin = ConsentOrigin.PreferencePage,
            Wording = Wording,
        };
    }

    private static DateTimeOffset? PausedUntil(Preferences before, PauseChoice pause, DateTimeOffset now) => pause switch
    {
        PauseChoice.For { Days: var days } => now.AddDays(days),
        PauseChoice.None => null,
        _ => before.PausedUntil,
    };
}

/// <summary>How the preferences of a customer are kept. Names are kept for ever.</summary>
internal static class PreferenceRows
{
    public const string Key = "preference";

    public static Entity Row(string customerId, Preferences preferences) => new EntityProperties()
        .Set("Frequency", preferences.Frequency)
        .Set("PausedUntil", preferences.PausedUntil)
        .Set("At", preferences.ChosenAt)
        .Row(customerId, Key);

    public static Preferences Preferences(Entity row) =>
        new(row.Word<MailFrequency>("Frequency"), row.Instant("PausedUntil"), row.Instant("At")!.Value);
}

/// <summary>The moment of a statement that must hold.</summary>
internal static class StatementTimes
{
    /// <summary>Now, but never before what it must hold against: the source's clock may be ahead, and the shop clock may be virtual.</summary>
    public static DateTimeOffset After(this DateTimeOffset now, Consent? known) => known is null || known.At < now ? now : known.At.AddTicks(1);
}
