using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Moves a broadcast to another day, as a draft of its file: it comes on that day once somebody publishes it.</summary>
public sealed class MoveBroadcast(PlannedBroadcasts planned, DraftStore drafts, ShopSettings shop, Clocks clocks)
{
    /// <summary>Writes the day into the draft, or begins one.</summary>
    /// <param name="tag">Of the draft that was seen; null when there was none.</param>
    /// <param name="by">Who, as the shop calls them; null when they did not say.</param>
    public async Task<MoveOutcome> RunAsync(string id, DateOnly on, string? tag, string? by, CancellationToken cancellationToken)
    {
        if (await planned.FindAsync(id, cancellationToken) is not { } broadcast)
        {
            return new MoveOutcome.Refused(MoveRefusal.Unknown);
        }

        (TemplateName name, PublishedFile? file) = (broadcast.File, broadcast.Published);
        Draft? draft = broadcast.Draft?.Draft;
        if (RefusalOf(broadcast, on) is { } refusal)
        {
            return new MoveOutcome.Refused(refusal);
        }

        if (draft?.Tag != tag)
        {
            return new MoveOutcome.Moved(draft);
        }

        if ((draft?.Text ?? file?.Text) is not { } text || BroadcastDay.Moved(name.Path, text, on) is not { } after)
        {
            return new MoveOutcome.Refused(MoveRefusal.Unreadable);
        }

        return await drafts.SaveAsync(name, tag, after, draft is null ? file!.Hash : draft.BasedOn, by, cancellationToken) is DraftChange.Saved saved
            ? new MoveOutcome.Done(saved.Draft)
            : new MoveOutcome.Moved(await drafts.FindAsync(name, cancellationToken));
    }

    private MoveRefusal? RefusalOf(PlannedBroadcast broadcast, DateOnly on)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        if (!broadcast.IsToCome(now))
        {
            return MoveRefusal.Begun;
        }

        DateTimeOffset startsAt = StartOn(broadcast, on);
        Purpose purpose = broadcast.Draft is { Name: not null } draft ? draft.Purpose : broadcast.Standing?.Journey.Definition.Purpose ?? Purpose.Marketing;
        return startsAt <= now ? MoveRefusal.Past
            : purpose == Purpose.Marketing && shop.Sending.IsPaused(startsAt, shop.Calendar) ? MoveRefusal.PauseDates
            : null;
    }

    /// <summary>At the time of day that it has anyway.</summary>
    private DateTimeOffset StartOn(PlannedBroadcast broadcast, DateOnly on) =>
        shop.Calendar.At(on, shop.Calendar.TimeOf(broadcast.Draft?.StartsAt ?? broadcast.StartsAt));
}

/// <summary>What became of a move.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <summary>The draft has the day.</summary>
    public sealed record Done(Draft Draft) : MoveOutcome;

    /// <summary>Somebody else has changed the draft since it was seen.</summary>
    /// <param name="Current">What is there now; null when nothing is.</param>
    public sealed record Moved(Draft? Current) : MoveOutcome;

    /// <summary>It stays where it is.</summary>
    public sealed record Refused(MoveRefusal Reason) : MoveOutcome;
}

/// <summary>Why a broadcast cannot come on a day.</summary>
public enum MoveRefusal
{
    /// <summary>There is no such broadcast.</summary>
    Unknown,

    /// <summary>It has begun, was called off, or was missed.</summary>
    Begun,

    /// <summary>Its time on that day is over.</summary>
    Past,

    /// <summary>The shop sends no marketing on that day.</summary>
    PauseDates,

    /// <summary>Its file cannot be read, or not changed by anybody but a person.</summary>
    Unreadable,
}
