using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>A version that reaches more and more of those who enter, while the others get the version before (段階公開). Nobody who is
/// inside changes version.</summary>
/// <param name="Version">The newest one.</param>
/// <param name="BaseVersion">Which the others get, below <paramref name="Version"/>.</param>
/// <param name="BeganAt">When it was published, on the shop clock, UTC.</param>
public sealed record Rollout(int Version, int BaseVersion, RolloutPlan Plan, DateTimeOffset BeganAt)
{
    /// <summary>How far it has come.</summary>
    public RolloutState State { get; init; } = RolloutState.Running;

    /// <summary>Index of the stage, kept while it is stopped.</summary>
    public int Stage { get; init; }

    /// <summary>Since when the stage lasts, or since when it is stopped or over; on the shop clock, UTC.</summary>
    public DateTimeOffset Since { get; init; } = BeganAt;

    /// <summary>From when on messages count for whether it does harm, UTC: a person who lets it go on has seen what was before.</summary>
    public DateTimeOffset CountedSince { get; init; } = BeganAt;

    /// <summary>Why it was stopped by itself; null in every other case.</summary>
    public RolloutHarm? StoppedFor { get; init; }

    /// <summary>Of those who enter now, how many of a hundred get it.</summary>
    public decimal Percent => State switch
    {
        RolloutState.Running => Plan.Percents[Stage],
        RolloutState.Stopped => 0,
        _ => 100,
    };

    /// <summary>When the next stage begins if nothing is wrong, UTC; null while none will.</summary>
    public DateTimeOffset? MovesOnAt => State == RolloutState.Running ? Since.AddDays(Plan.StageDays) : null;

    /// <summary>Whether the customer gets it when they enter. Depends on journey, version and customer alone: who gets it at 5 % gets it at 25 %,
    /// and in every further enrollment.</summary>
    public bool Takes(string journeyId, string customerId) => PlaceOf(journeyId, customerId) < Percent;

    /// <summary>What an act makes of it; null where it does not apply.</summary>
    /// <param name="now">On the shop clock, UTC.</param>
    public Rollout? After(RolloutAct act, DateTimeOffset now) => (act, State) switch
    {
        (RolloutAct.Advance, RolloutState.Running) => MovedOn(now),
        (RolloutAct.Stop, RolloutState.Running) => Stopped(null, now),
        (RolloutAct.Resume, RolloutState.Stopped) => this with { State = RolloutState.Running, Since = now, CountedSince = now, StoppedFor = null },
        (RolloutAct.Finish, not RolloutState.Finished) => Finished(now),
        _ => null,
    };

    /// <summary>In the next stage; over, when that is everybody.</summary>
    public Rollout MovedOn(DateTimeOffset now) => Stage + 2 >= Plan.Percents.Count ? Finished(now) : this with { Stage = Stage + 1, Since = now };

    /// <summary>Whoever enters gets the version before.</summary>
    /// <param name="harm">Null when a person has stopped it.</param>
    public Rollout Stopped(RolloutHarm? harm, DateTimeOffset now) => this with { State = RolloutState.Stopped, Since = now, StoppedFor = harm };

    private Rollout Finished(DateTimeOffset now) => this with { State = RolloutState.Finished, Stage = Plan.Percents.Count - 1, Since = now, StoppedFor = null };

    /// <summary>0 to below 100, evenly, and by other chances than those by which holdouts and arms are drawn.</summary>
    private decimal PlaceOf(string journeyId, string customerId)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"rollout|{journeyId}|{Version}|{customerId}")));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 16) * 100m / (1UL << 48);
    }
}

/// <summary>How far a roll-out has come. Words are kept for ever.</summary>
public enum RolloutState
{
    /// <summary>A share of those who enter gets the new version.</summary>
    Running,

    /// <summary>Nobody gets it any more, until a person decides.</summary>
    Stopped,

    /// <summary>Everybody who enters gets it.</summary>
    Finished,
}

/// <summary>What a person may do with a roll-out.</summary>
public enum RolloutAct
{
    /// <summary>Begin the next stage now.</summary>
    Advance,

    /// <summary>Give the version before to everybody who enters.</summary>
    Stop,

    /// <summary>Go on with the stage at which it was stopped.</summary>
    Resume,

    /// <summary>Give the new version to everybody who enters.</summary>
    Finish,
}

/// <summary>Of what a version may do more than the one before. Words are kept for ever.</summary>
public enum RolloutHarm
{
    /// <summary>Called spam (迷惑報告).</summary>
    Complaints,

    /// <summary>Refusals of marketing (配信停止).</summary>
    Unsubscribes,

    /// <summary>Messages that failed or bounced (不達).</summary>
    Failures,
}
