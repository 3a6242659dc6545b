using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Compares days that pass again over what is live with what the ledger says of them. Of every row of the replay's its customer's own are
/// read; names and addresses are not.</summary>
public sealed class CheckAgainstLedger(CustomerStore customers, JourneyStore store, JourneyLibrary journeys, Broadcasts broadcasts, ShopSettings shop)
{
    /// <summary>Times that differ by less are alike, unless whoever asks says otherwise: a busy server takes its time.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromHours(1);

    /// <summary>Begins a comparison of the days.</summary>
    /// <param name="until">The last day; it passes wholly.</param>
    /// <param name="within">By how much times may differ, ≥ 0.</param>
    public async Task<RunningCheck> BeginAsync(DateOnly from, DateOnly until, TimeSpan within, CancellationToken cancellationToken)
    {
        LedgerComparison comparison = new(shop.Calendar.StartOf(from), shop.Calendar.StartOf(until.AddDays(1)), within);
        Dictionary<string, TemplateHead> heads = (await store.Journeys.HeadsAsync(cancellationToken)).ToDictionary(h => h.Id, StringComparer.Ordinal);
        HashSet<string> registered =
        [
            .. (await journeys.ActiveAsync(cancellationToken)).Where(j => j.Definition.Trigger is Trigger.Registered).Select(j => j.Definition.Id),
        ];
        HashSet<string> withheld = [.. (await broadcasts.AllAsync(cancellationToken)).Where(IsWithheldByHand).Select(b => b.Id)];
        return new RunningCheck(customers, journeys, comparison, heads, registered, withheld, shop);
    }

    /// <summary>Whether nobody has entered, or not everybody, because a person wanted it so, or has not said yet what they want.</summary>
    private static bool IsWithheldByHand(BroadcastStanding broadcast) =>
        broadcast.State is BroadcastState.WaitsForApproval or BroadcastState.Paused or BroadcastState.Cancelling or BroadcastState.Cancelled
        || (broadcast.State == BroadcastState.Missed && (broadcast.Pause is not null || (broadcast.Trigger.NeedsApproval && broadcast.Approval is null)));
}

/// <summary>A comparison that takes customer after customer. For one thread.</summary>
public sealed class RunningCheck
{
    /// <summary>Nobody reads more; whoever is so far off has one cause for all.</summary>
    public const int ListedMax = 200;

    private readonly CustomerStore customers;
    private readonly JourneyLibrary journeys;
    private readonly LedgerComparison comparison;
    private readonly IReadOnlyDictionary<string, TemplateHead> heads;
    private readonly IReadOnlySet<string> registered;
    private readonly IReadOnlySet<string> withheld;
    private readonly ShopSettings shop;
    private readonly SortedDictionary<LikelyCause, int> causes = [];
    private readonly List<LedgerDifference> listed = [];
    private int compared;

    internal RunningCheck(
        CustomerStore customers,
        JourneyLibrary journeys,
        LedgerComparison comparison,
        IReadOnlyDictionary<string, TemplateHead> heads,
        IReadOnlySet<string> registered,
        IReadOnlySet<string> withheld,
        ShopSettings shop) =>
        (this.customers, this.journeys, this.comparison, this.heads, this.registered, this.withheld, this.shop) =
        (customers, journeys, comparison, heads, registered, withheld, shop);

    /// <summary>What the comparison has come to.</summary>
    public LedgerCheck Result => new(
        compared, causes.Values.Sum(), [.. causes.Select(c => new DifferenceCount(c.Key, c.Value))],
        [.. listed.OrderBy(d => d.DueAt).ThenBy(d => d.EnrollmentId, StringComparer.Ordinal).ThenBy(d => d.Step, StringComparer.Ordinal)]);

    /// <summary>Compares one customer.</summary>
    /// <param name="replayed">What came of the customer when the days passed again, under the same ids.</param>
    public async Task TakeAsync(string customerId, CustomerOutcome replayed, CancellationToken cancellationToken)
    {
        CustomerState live = await customers.LoadAsync(customerId, cancellationToken);
        JoinedEnrollments entered = new([.. live.Enrollments]);
        JoinedEnrollments again = new([.. replayed.Enrollments]);
        foreach (RowPair pair in comparison.Pairs(replayed.Sends.Select(again.Joined), live.Sends.Values.Select(SendRows.Row).Select(entered.Joined)))
        {
            compared++;
            if (!comparison.IsSame(pair))
            {
                await NoteAsync(pair, live, entered.Of(pair.Key.EnrollmentId), again.Of(pair.Key.EnrollmentId).FirstOrDefault(), cancellationToken);
            }
        }
    }

    /// <param name="parts">The live enrollments that the replay has as one.</param>
    private async Task NoteAsync(RowPair pair, CustomerState live, IEnumerable<Enrollment> parts, Enrollment? again, CancellationToken cancellationToken)
    {
        Enrollment? entered = parts.FirstOrDefault(e => pair.Live is { Key: var key } && live.Sends.ContainsKey(SendRows.KeyOf(key with { EnrollmentId = e.EnrollmentId })))
            ?? parts.LastOrDefault();
        string journeyId = (entered ?? again)?.JourneyId ?? pair.Key.EnrollmentId[..pair.Key.EnrollmentId.LastIndexOf(':')];
        TemplateHead? head = heads.GetValueOrDefault(journeyId);
        bool isMoved = entered?.Continues == true || (pair.Live is null && entered?.End == EndReason.NewVersion);
        LikelyCause cause = new DifferenceCase(pair, entered, again)
        {
            EnteredAt = parts.FirstOrDefault()?.EnrolledAt,
            IsMoved = isMoved,
            IsOwedSince = isMoved && pair.Live is null && await IsOwedAsync(entered!, live, pair.Key.StepId, cancellationToken),
            NewestVersion = head?.Version,
            PublishedAt = head?.PublishedAt,
            BeginsWithRegistration = registered.Contains(journeyId),
            HasLateNews = live.Orders.Any(o => IsCorrected(o, pair.DueAt)) || live.Enrollments.Any(e => IsLate(e, pair.DueAt)),
            IsEnteredByHand = parts.FirstOrDefault()?.BusinessKey.StartsWith(Cause.ByHand.Key + ":", StringComparison.Ordinal) == true,
            IsWithheldByHand = withheld.Contains(journeyId),
            SendAt = shop.SendAt,
            Within = comparison.Within,
        }.Cause;
        causes[cause] = causes.GetValueOrDefault(cause) + 1;
        if (listed.Count < ListedMax)
        {
            listed.Add(new LedgerDifference(
                journeyId, entered?.EnrollmentId ?? pair.Key.EnrollmentId, pair.Key.StepId, pair.Key.Visit, pair.DueAt, Seen(pair.Replayed), Seen(pair.Live), cause));
        }
    }

    /// <summary>Whether the enrollment came to the step before it ended.</summary>
    private async Task<bool> IsOwedAsync(Enrollment enrollment, CustomerState live, string stepId, CancellationToken cancellationToken) =>
        await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is { } journey
        && new JourneyWalk(journey.Definition, shop.Calendar, shop.SendAt).Of(enrollment, live.ChoicesOf(enrollment.EnrollmentId))
            .Any(v => v.Step.Id == stepId && (enrollment.EndedAt is not { } ended || v.DueAt <= ended));

    /// <summary>Whether somebody entered at all, not merely went on elsewhere, long after what made them do so.</summary>
    private bool IsLate(Enrollment enrollment, DateTimeOffset dueAt) =>
        enrollment.MovedFrom is null && enrollment.TriggeredAt <= dueAt && enrollment.EnrolledAt > dueAt + comparison.Within;

    /// <summary>The replay knows an order from the purchase on as it is now.</summary>
    private bool IsCorrected(LedgerOrder order, DateTimeOffset dueAt) =>
        order.Order.OrderedAt <= dueAt
        && (order.UpdatedAt > dueAt + comparison.Within || order.Refunds.Any(r => r.At > dueAt))
        && (order.Refunds.Count > 0 || shop.Orders.Exclusion(order.Order) is not null);

    private static SeenRow? Seen(SendRow? row) =>
        row is null ? null : new SeenRow(row.State, row.Key.Channel, row.MessageId, row.DueAt, row.SettledAt, row.RankId, row.State == SendState.Sent ? null : row.Reason);
}

/// <summary>What a comparison of a replay with the ledger came to.</summary>
/// <param name="Compared">Messages that were due within the days for either side.</param>
/// <param name="Different">Of them; 0: they are equal.</param>
/// <param name="Causes">All differences by their likely cause.</param>
/// <param name="Differences">By due time, at most <see cref="RunningCheck.ListedMax"/>.</param>
public sealed record LedgerCheck(int Compared, int Different, IReadOnlyList<DifferenceCount> Causes, IReadOnlyList<LedgerDifference> Differences);

/// <summary>Differences of one likely cause.</summary>
/// <param name="Count">≥ 1.</param>
public sealed record DifferenceCount(LikelyCause Cause, int Count);

/// <summary>A message about which both sides disagree; it says of no customer who they are.</summary>
/// <param name="EnrollmentId">The occurrence: journey, and a hash of customer and cause.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Replayed">Null when it was not due for the replay.</param>
/// <param name="Live">Null when the ledger does not have it.</param>
public sealed record LedgerDifference(
    string Journey, string EnrollmentId, string Step, int Visit, DateTimeOffset DueAt, SeenRow? Replayed, SeenRow? Live, LikelyCause Cause);

/// <summary>How one side has a message.</summary>
/// <param name="DueAt">UTC.</param>
/// <param name="SettledAt">UTC; null while it waits.</param>
/// <param name="Rank">The held rank when it was decided.</param>
/// <param name="Reason">Why it did not go.</param>
public sealed record SeenRow(SendState State, Channel Channel, string Message, DateTimeOffset DueAt, DateTimeOffset? SettledAt, string? Rank, string? Reason);
