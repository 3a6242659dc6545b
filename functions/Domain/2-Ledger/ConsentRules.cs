namespace FollowUpFlows.Domain.Ledger;

/// <summary>How long proofs of consent are kept (section <c>Consent</c> of the settings).</summary>
public sealed record ConsentRules
{
    /// <summary>Three years, with their leap day.</summary>
    public const int DefaultKeepDays = 1096;

    /// <summary>A month, whichever it is.</summary>
    public const int DefaultKeepDaysAfterLastSend = 31;

    /// <summary>A week: long enough for a holiday, too short for somebody else to find the mail.</summary>
    public const int DefaultConfirmWithinDays = 7;

    /// <summary>How many days a statement is kept after another took its place, or after its customer was forgotten, ≥ 0.</summary>
    public int KeepDays { get; init; } = DefaultKeepDays;

    /// <summary>How many days it is kept at least after the last marketing on its channel, ≥ 0.</summary>
    public int KeepDaysAfterLastSend { get; init; } = DefaultKeepDaysAfterLastSend;

    /// <summary>Within how many days a consent must be confirmed that awaits it (double opt-in), ≥ 1.</summary>
    public int ConfirmWithinDays { get; init; } = DefaultConfirmWithinDays;

    /// <summary>Which statements of one customer have done their duty. What holds stays, except a consent that was never confirmed.</summary>
    /// <param name="statements">All of the customer, any order.</param>
    /// <param name="lastSentAt">When marketing last went out, by channel; a channel that is missing never got any.</param>
    /// <remarks>A statement ends when a later one on the same channel and topic takes its place. Exactly at the limit it still stays.</remarks>
    public IReadOnlyList<Consent> Outlived(IEnumerable<Consent> statements, IReadOnlyDictionary<Channel, DateTimeOffset> lastSentAt, DateTimeOffset now)
    {
        List<Consent> outlived = [];
        foreach (IGrouping<(Channel Channel, string? Topic), Consent> line in statements.GroupBy(s => (s.Channel, s.Topic)))
        {
            bool isQuiet = !lastSentAt.TryGetValue(line.Key.Channel, out DateTimeOffset last) || last.AddDays(KeepDaysAfterLastSend) < now;
            Consent[] all = [.. line.OrderBy(s => s.At).ThenBy(s => s.State)];
            outlived.AddRange(all.Where((s, i) => isQuiet && EndOf(all, i) is { } endedAt && endedAt.AddDays(KeepDays) < now));
        }

        return outlived;
    }

    /// <summary>When a pending consent can no longer be confirmed.</summary>
    public DateTimeOffset ConfirmUntil(Consent pending) => pending.At.AddDays(ConfirmWithinDays);

    private DateTimeOffset? EndOf(Consent[] all, int index) =>
        index + 1 < all.Length ? all[index + 1].At
        : all[index].State == ConsentState.Pending ? ConfirmUntil(all[index])
        : null;
}
