using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;

namespace FollowUpFlows.App.Api;

/// <summary>Something that can be judged: arms side by side, or a version beside the one before.</summary>
/// <param name="Id">Of a split; JOURNEY:holdout, JOURNEY:versions, and holdout for the whole shop.</param>
/// <param name="Kind">How customers are parted.</param>
/// <param name="Journeys">In which it runs; empty for the whole shop.</param>
/// <param name="Name">Of the journey.</param>
/// <param name="Arms">In the order in which they are compared: the first that gets something is the control.</param>
/// <param name="Hypothesis">In the words of its author; null where nobody said.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Attribution">Which orders count.</param>
/// <param name="Since">When it began, on the shop clock.</param>
/// <param name="CheckAt">When the verdict is due.</param>
internal sealed record ExperimentItem(
    string Id, ExperimentKind Kind, IReadOnlyList<string> Journeys, LocalText Name, IReadOnlyList<ExperimentArmItem> Arms, string? Hypothesis, Metric Metric, Credit Attribution,
    DateTimeOffset Since, DateTimeOffset CheckAt)
{
    public static ExperimentItem Of(Experiment experiment) => new(
        experiment.Id,
        experiment.Kind,
        experiment.JourneyIds,
        experiment.Name,
        [.. experiment.Arms.Select(a => new ExperimentArmItem(a.Id, a.Weight, a.IsHoldout))],
        experiment.Hypothesis.Text is { Length: > 0 } text ? text : null,
        experiment.Hypothesis.Metric,
        experiment.Hypothesis.Credit,
        experiment.Since,
        experiment.CheckAt);
}

/// <summary>One of those that are compared.</summary>
/// <param name="Id">Of the arm; 'sent' and 'holdout' where only some get something; a version as v2.</param>
/// <param name="Weight">Its size beside the others; 0 where nobody was parted by chance; of versions in a roll-out, percent.</param>
/// <param name="Holdout">Those in it get nothing.</param>
internal sealed record ExperimentArmItem(string Id, double Weight, bool Holdout);

/// <summary>An experiment with its verdict as the facts are now.</summary>
/// <param name="Experiment">As in the list.</param>
/// <param name="At">When it was computed, on the shop clock.</param>
/// <param name="Verdict">In one word.</param>
/// <param name="Words">What a marketer reads.</param>
/// <param name="Weak">Before was compared with after: whatever else changed in between is in the difference.</param>
/// <param name="Due">The day for the verdict has come.</param>
/// <param name="ArmId">Which arm it is about; null where there is nothing to compare.</param>
/// <param name="BaseId">To which it is compared.</param>
/// <param name="SampleRatioPValue">The chance of arms so unequal in size; below 0.001 nothing can be used.</param>
/// <param name="Alarms">What does harm; empty when nothing does.</param>
/// <param name="Arms">The figures of each arm.</param>
/// <param name="Comparisons">Each arm beside another.</param>
/// <param name="Weeks">How the figures went, by arm and week.</param>
internal sealed record ExperimentBody(
    ExperimentItem Experiment, DateTimeOffset At, VerdictKind Verdict, LocalText Words, bool Weak, bool Due, string? ArmId, string? BaseId, double SampleRatioPValue,
    IReadOnlyList<GuardrailItem> Alarms, IReadOnlyList<ArmBody> Arms, IReadOnlyList<ComparisonBody> Comparisons, IReadOnlyList<WeekItem> Weeks)
{
    public static ExperimentBody Of(Judged judged, Currency currency)
    {
        Verdict verdict = judged.Verdict;
        return new ExperimentBody(
            ExperimentItem.Of(judged.Experiment),
            judged.At,
            verdict.Kind,
            VerdictWords.Of(judged, currency),
            verdict.IsWeak,
            verdict.IsDue,
            verdict.Decisive?.ArmId,
            verdict.Decisive?.BaseId,
            verdict.SampleRatioPValue,
            [.. verdict.Alarms.Select(a => new GuardrailItem(a.Kind, a.ArmId, a.BaseId, RateItem.Of(a.Rate)))],
            [.. verdict.Arms.Select(a => ArmBody.Of(a, currency))],
            [.. verdict.Comparisons.Select(ComparisonBody.Of)],
            [.. verdict.Weeks.Select(w => new WeekItem(w.ArmId, w.From, w.Customers, w.Mean))]);
    }
}

/// <summary>An arm that does harm.</summary>
/// <param name="Kind">What is too high.</param>
/// <param name="ArmId">Whose messages.</param>
/// <param name="BaseId">Above which arm it lies; null where the share is too high by itself.</param>
/// <param name="Rate">The share.</param>
internal sealed record GuardrailItem(GuardrailKind Kind, string ArmId, string? BaseId, RateItem Rate);

/// <summary>How many of so many did something.</summary>
/// <param name="Hits">Who did.</param>
/// <param name="Customers">Of whom.</param>
/// <param name="Rate">0 to 1.</param>
internal sealed record RateItem(long Hits, long Customers, double Rate)
{
    public static RateItem Of(Proportion rate) => new(rate.Hits, rate.Trials, rate.Rate);
}

/// <summary>From where to where a figure may truly lie.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal sealed record IntervalItem(double Low, double High)
{
    public static IntervalItem? Of(Interval? interval) => interval is { } known ? new IntervalItem(known.Low, known.High) : null;
}

/// <summary>What the customers of an arm did.</summary>
/// <param name="Id">Of the arm.</param>
/// <param name="Entered">How many came into it.</param>
/// <param name="Complete">Of these, whose window has passed: all that follows is theirs.</param>
/// <param name="Mean">Of the metric: a rate from 0 to 1, or minor units per customer.</param>
/// <param name="Interval">Where its true value may lie (95 %); null of nobody.</param>
/// <param name="Metric">Who did what the metric asks, of those who count for it.</param>
/// <param name="Buyers">Who ordered within the window.</param>
/// <param name="Orders">Orders within it.</param>
/// <param name="Revenue">What they came to, less what went back.</param>
/// <param name="Margin">The same less the cost of the goods; null when an order does not say it.</param>
/// <param name="Clicked">Who followed a link.</param>
/// <param name="Unsubscribed">Who refused marketing.</param>
/// <param name="Complained">Who called a message spam.</param>
internal sealed record ArmBody(
    string Id, long Entered, long Complete, double Mean, IntervalItem? Interval, RateItem Metric, RateItem Buyers, long Orders, ApiMoney Revenue, ApiMoney? Margin,
    RateItem Clicked, RateItem Unsubscribed, RateItem Complained)
{
    public static ArmBody Of(ArmFigures arm, Currency currency) => new(
        arm.Arm.Id,
        arm.Entered,
        arm.Complete,
        arm.Values.Mean,
        IntervalItem.Of(arm.Interval),
        RateItem.Of(arm.Rate),
        RateItem.Of(arm.Buyers),
        arm.Orders,
        ApiMoney.Of(arm.RevenueMinor, currency),
        arm.MarginMinor is { } margin ? ApiMoney.Of(margin, currency) : null,
        RateItem.Of(arm.Clicked),
        RateItem.Of(arm.Unsubscribed),
        RateItem.Of(arm.Complained));
}

/// <summary>An arm beside another.</summary>
/// <param name="BaseId">To which is compared.</param>
/// <param name="ArmId">What is compared.</param>
/// <param name="Finding">What it says.</param>
/// <param name="Difference">The arm less the base.</param>
/// <param name="Interval">Where it may truly lie, looked at once (95 %); null of nobody.</param>
/// <param name="AlwaysInterval">The same on all days together; null before there are enough.</param>
/// <param name="PValue">Always valid, corrected for several comparisons: below 0.05 it is a finding.</param>
/// <param name="ClassicPValue">The usual test of a single look, for those who ask.</param>
/// <param name="ChanceAbove">How sure one may be that the arm is above, for those who ask; null of money.</param>
/// <param name="AdjustedDifference">Without what was foreseeable from before (CUPED), for those who ask; null of rates.</param>
/// <param name="CustomersNeeded">How many it still takes; null when it is settled or no end is in sight.</param>
/// <param name="DaysNeeded">The same in days, as customers come now.</param>
internal sealed record ComparisonBody(
    string BaseId, string ArmId, Finding Finding, double Difference, IntervalItem? Interval, IntervalItem? AlwaysInterval, double PValue, double ClassicPValue, double? ChanceAbove,
    double? AdjustedDifference, long? CustomersNeeded, int? DaysNeeded)
{
    public static ComparisonBody Of(Comparison c) => new(
        c.BaseId, c.ArmId, c.Finding, c.Difference, IntervalItem.Of(c.Interval), IntervalItem.Of(c.AlwaysInterval), c.PValue, c.ClassicPValue, c.ChanceAbove, c.AdjustedDifference, c.CustomersNeeded, c.DaysNeeded);
}

/// <summary>A week of an arm.</summary>
/// <param name="ArmId">The arm.</param>
/// <param name="From">The Monday of the week in which customers came in.</param>
/// <param name="Customers">Whose window has passed and who count for the metric.</param>
/// <param name="Mean">Of the metric.</param>
internal sealed record WeekItem(string ArmId, DateOnly From, long Customers, double Mean);

/// <summary>What was learnt, as it was said then.</summary>
/// <param name="At">When, on the shop clock.</param>
/// <param name="ExperimentId">On what.</param>
/// <param name="Kind">How customers were parted.</param>
/// <param name="Journeys">In which it ran; empty for the whole shop.</param>
/// <param name="Verdict">In one word.</param>
/// <param name="Words">What a marketer reads.</param>
/// <param name="Hypothesis">In the words of its author; null where nobody said.</param>
/// <param name="Metric">What was compared.</param>
/// <param name="ArmId">Which arm it is about; null where it is about all.</param>
/// <param name="BaseId">To which it was compared.</param>
/// <param name="Due">The day for the verdict had come.</param>
/// <param name="Weak">Before was compared with after.</param>
/// <param name="Arms">The figures behind it.</param>
internal sealed record LearningItem(
    DateTimeOffset At, string ExperimentId, ExperimentKind Kind, IReadOnlyList<string> Journeys, VerdictKind Verdict, LocalText Words, string? Hypothesis, Metric Metric, string? ArmId,
    string? BaseId, bool Due, bool Weak, IReadOnlyList<LearntArmItem> Arms)
{
    public static LearningItem Of(Learning learning) => new(
        learning.At,
        learning.ExperimentId,
        learning.ExperimentKind,
        learning.JourneyIds,
        learning.Kind,
        learning.Words,
        learning.Hypothesis is { Length: > 0 } text ? text : null,
        learning.Metric,
        learning.ArmId,
        learning.BaseId,
        learning.IsDue,
        learning.IsWeak,
        [.. learning.Arms.Select(a => new LearntArmItem(a.Id, a.Customers, a.Hits, a.Mean))]);
}

/// <summary>An arm at the time of a verdict.</summary>
/// <param name="Id">Of the arm.</param>
/// <param name="Customers">Whose window had passed.</param>
/// <param name="Hits">Who did what the metric asks.</param>
/// <param name="Mean">Of the metric.</param>
internal sealed record LearntArmItem(string Id, long Customers, long Hits, double Mean);
