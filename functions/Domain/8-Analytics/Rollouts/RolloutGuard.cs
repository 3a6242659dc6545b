using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>A message of a journey that is rolled out, once time enough has passed to know whether it did harm.</summary>
/// <param name="Id">Of the message; parts those of one instant.</param>
/// <param name="IsNew">Of the new version; else of the one before.</param>
/// <param name="At">When it went, or failed, UTC.</param>
public sealed record RolloutMessage(string Id, bool IsNew, DateTimeOffset At)
{
    /// <summary>Called spam.</summary>
    public bool HasComplained { get; init; }

    /// <summary>It was the last message before marketing was refused.</summary>
    public bool HasUnsubscribed { get; init; }

    /// <summary>It could not be handed over, or bounced: nobody has read it.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether it did that harm.</summary>
    public bool Has(RolloutHarm harm) => harm switch
    {
        RolloutHarm.Complaints => HasComplained,
        RolloutHarm.Unsubscribes => HasUnsubscribed,
        _ => HasFailed,
    };
}

/// <summary>What the messages of one version came to.</summary>
/// <param name="Messages">All of them, ≥ 0.</param>
/// <param name="Failed">Of these; the others have arrived, so far as is known.</param>
public sealed record RolloutFigures(long Messages, long Complained, long Unsubscribed, long Failed)
{
    /// <summary>Counts.</summary>
    public static RolloutFigures Of(IReadOnlyCollection<RolloutMessage> messages) => new(
        messages.Count, messages.Count(m => m.HasComplained), messages.Count(m => m.HasUnsubscribed), messages.Count(m => m.HasFailed));

    /// <summary>Failures of all; other harm of those that have not failed.</summary>
    public Proportion Of(RolloutHarm harm) => harm switch
    {
        RolloutHarm.Complaints => new(Complained, Messages - Failed),
        RolloutHarm.Unsubscribes => new(Unsubscribed, Messages - Failed),
        _ => new(Failed, Messages),
    };
}

/// <summary>Why a roll-out must stop.</summary>
/// <param name="Rate">Of the new version.</param>
/// <param name="BaseRate">Of the one before, in the same time.</param>
public sealed record RolloutAlarm(RolloutHarm Harm, Proportion Rate, Proportion BaseRate);

/// <summary>What is known of a roll-out.</summary>
/// <param name="New">Of the new version.</param>
/// <param name="Base">Of the one before.</param>
/// <param name="Alarm">Null while nothing is wrong for certain.</param>
public sealed record RolloutLook(RolloutFigures New, RolloutFigures Base, RolloutAlarm? Alarm);

/// <summary>Watches whether the new version does harm. May be asked at any time, as often as one likes.</summary>
/// <remarks>By the limits and tests of <see cref="Guardrails"/>: a rate that lies above its limit for certain, or above that of the version
/// before (<see cref="SequentialRates"/>). Customers of both are drawn by chance, in the same days.</remarks>
public static class RolloutGuard
{
    /// <summary>Fewer messages of the new version say nothing.</summary>
    public const int MessagesMin = 30;

    /// <summary>So many harmed at least: one or two are chance.</summary>
    public const int HarmedMin = 3;

    /// <summary>From this share of failures on a version does harm even by itself.</summary>
    public const double FailureMax = 0.05;

    private const double Alpha = 0.01;

    /// <summary>How long after a message a complaint or refusal is laid to it. Only those that are older count, or harm that takes its time
    /// would be missed in some of them.</summary>
    public static TimeSpan HarmWithin { get; } = TimeSpan.FromDays(2);

    /// <param name="messages">Of both versions, each once, any order.</param>
    public static RolloutLook Of(IReadOnlyCollection<RolloutMessage> messages)
    {
        // In the order of sending, which nothing that customers did afterwards can change.
        RolloutMessage[] ordered = [.. messages.OrderBy(m => m.At).ThenBy(m => m.Id, StringComparer.Ordinal)];
        RolloutFigures changed = RolloutFigures.Of([.. ordered.Where(m => m.IsNew)]);
        RolloutFigures before = RolloutFigures.Of([.. ordered.Where(m => !m.IsNew)]);
        RolloutHarm? harm = Enum.GetValues<RolloutHarm>().Where(h => IsHarmful(h, changed.Of(h), before.Of(h), ordered)).Select(h => (RolloutHarm?)h).FirstOrDefault();
        return new RolloutLook(changed, before, harm is { } found ? new RolloutAlarm(found, changed.Of(found), before.Of(found)) : null);
    }

    private static bool IsHarmful(RolloutHarm harm, Proportion rate, Proportion before, RolloutMessage[] ordered) =>
        rate is { Trials: >= MessagesMin, Hits: >= HarmedMin }
        && ((IsAbove(rate, LimitOf(harm)) && !IsAbove(before, LimitOf(harm))) || IsWorse(harm, ordered));

    private static double LimitOf(RolloutHarm harm) => harm switch
    {
        RolloutHarm.Complaints => Guardrails.ComplaintMax,
        RolloutHarm.Unsubscribes => Guardrails.UnsubscribeMax,
        _ => FailureMax,
    };

    /// <summary>Where both lie above it the new version is not to blame, and going back would help nobody.</summary>
    private static bool IsAbove(Proportion rate, double limit) => rate.Wilson(1 - (2 * Alpha)).Low > limit;

    private static bool IsWorse(RolloutHarm harm, RolloutMessage[] ordered)
    {
        SequentialRates test = new(harmOnly: true);
        foreach (RolloutMessage message in ordered.Where(m => harm == RolloutHarm.Failures || !m.HasFailed))
        {
            test.Take(message.IsNew, message.Has(harm));
        }

        return test.PValue <= Alpha;
    }
}
