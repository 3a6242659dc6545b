using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>When in their life customers get something from the plan: each rank with both halves, by the day after an order (of prospects, after
/// the registration), on the days of the year, and around the lapse.</summary>
/// <remarks>A journey counts where a message of it can reach somebody who stays in the place all along; an arm that asks for more than a rank
/// can be gone through by somebody, so its messages count.</remarks>
public static class CoverageStages
{
    private const int Day3Until = 4;
    private const int Week1Until = 14;

    /// <summary>Order numbers that are looked at; nobody writes a plan for the two hundredth order.</summary>
    private const int OrdersMax = 200;

    /// <summary>In the order of a customer's life.</summary>
    public static IReadOnlyList<string> Names { get; } = ["at-once", "day-3", "week-1", "later", "birthday", "anniversary", "before-lapse", "after-lapse"];

    /// <summary>The number of journeys for each place and stage; 0 is a gap, and nothing where the stage cannot come.</summary>
    /// <param name="journeys">Those that enroll.</param>
    public static ReportTable Of(RankModel model, IReadOnlyList<JourneyDefinition> journeys) => new(
        "coverage-stages",
        [new("rank", ReportUnit.Text), .. Names.Select(n => new ReportColumn(n, ReportUnit.Count))],
        [.. CoverageMap.Places(model).Select(IReadOnlyList<ReportCell> (place) =>
        [
            RankMigration.NameOf(model, place),
            .. Names.Select(n => CanCome(model, place, n) ? ReportCell.Count(journeys.Count(j => StagesOf(model, j, place).Contains(n))) : ReportCell.Unknown),
        ])]);

    /// <summary>The journeys behind each number.</summary>
    /// <param name="journeys">As above.</param>
    public static ReportTable Journeys(RankModel model, IReadOnlyList<JourneyDefinition> journeys) => new(
        "coverage-stage-journeys",
        [new("rank", ReportUnit.Text), new("stage", ReportUnit.Word), new("journey", ReportUnit.Text)],
        [.. CoverageMap.Places(model).SelectMany(place => Names.Where(n => CanCome(model, place, n)).SelectMany(n => journeys
            .Where(j => StagesOf(model, j, place).Contains(n))
            .Select(IReadOnlyList<ReportCell> (j) => [RankMigration.NameOf(model, place), ReportCell.Of(n), ReportCell.Of(j.Name, j.Id)])))]);

    /// <summary>Who orders is current from then on; who never ordered has no anniversary, and cannot lapse.</summary>
    private static bool CanCome(RankModel model, int place, string stage)
    {
        bool isLapsed = place % 2 == 1;
        return stage switch
        {
            "birthday" => true,
            "anniversary" => place / 2 != CoverageMap.ProspectsOf(model),
            "before-lapse" => !isLapsed && place / 2 != CoverageMap.ProspectsOf(model),
            "after-lapse" => isLapsed,
            _ => !isLapsed,
        };
    }

    private static HashSet<string> StagesOf(RankModel model, JourneyDefinition journey, int place)
    {
        Standing standing = CoverageMap.StandingOf(model, place);
        if (!PlanCoverage.Takes(journey, model, standing) || !CanBegin(model, journey.Trigger, place))
        {
            return [];
        }

        SortedSet<int> days = [];
        Walk(journey.Steps, 0, new Passenger(model.Id, standing), days);
        return [.. days.Select(day => StageOf(journey.Trigger, standing, day))];
    }

    private static string StageOf(Trigger trigger, Standing standing, int day) => trigger switch
    {
        Trigger.Birthday => "birthday",
        Trigger.Anniversary => "anniversary",
        Trigger.BeforeLapse or Trigger.Lapsed => standing.IsLapsed ? "after-lapse" : "before-lapse",
        _ => day switch { 0 => "at-once", <= Day3Until => "day-3", <= Week1Until => "week-1", _ => "later" },
    };

    private static bool CanBegin(RankModel model, Trigger trigger, int place)
    {
        (Rank rank, bool isLapsed, bool isProspect) = (model.Ranks[place / 2], place % 2 == 1, place / 2 == CoverageMap.ProspectsOf(model));
        return trigger switch
        {
            Trigger.OrderPlaced order => !isProspect && !isLapsed && CanHaveOrdered(rank, order),
            Trigger.RankChanged moved => moved.ModelId == model.Id && !isLapsed && (moved.To.Count == 0 || moved.To.Contains(rank.Id)),
            Trigger.Registered => isProspect,
            Trigger.Birthday => true,
            Trigger.Anniversary => !isProspect,
            Trigger.BeforeLapse => !isProspect && !isLapsed,
            Trigger.Lapsed lapsed => !isProspect && isLapsed == lapsed.Days >= (rank.LapsedAfterDays ?? model.Definition.LapsedAfterDays),
            _ => false,
        };
    }

    /// <summary>Whether somebody of the rank can have placed an order of that number just now.</summary>
    private static bool CanHaveOrdered(Rank rank, Trigger.OrderPlaced order) => Enumerable
        .Range(order.From, Math.Min(order.To ?? int.MaxValue, order.From + OrdersMax) - order.From + 1)
        .Any(n => rank.Conditions.All(c => c is not { Subject: Subject.OfFact { Fact.Name: "orderCount" }, Operand: Operand.Number number }
            || c.Comparison.Holds(Fraction.Of(n).CompareTo(Fraction.Of(number.Value)))));

    private static void Walk(IReadOnlyList<Step> steps, int from, Passenger who, SortedSet<int> days)
    {
        int day = from;
        foreach (Step step in steps)
        {
            day = Math.Max(day, step.Timing.Day ?? day);
            switch (step)
            {
                case Step.Send { IsNotice: false }:
                    days.Add(day);
                    break;
                case Step.Exit:
                    return;
                case Step.WaitFor wait:
                    Walk(wait.Then, day, who, days);
                    Walk(wait.Else, day + LengthOf(wait.Timeout), who, days);
                    break;
                case Step.Branch branch:
                    foreach (BranchArm arm in who.ArmsOf(branch))
                    {
                        Walk(arm.Steps, day, who, days);
                    }

                    break;
                default:
                    foreach (IReadOnlyList<Step> arm in step.Arms)
                    {
                        Walk(arm, day, who, days);
                    }

                    break;
            }
        }
    }

    private static int LengthOf(PlanTime time) => time switch { PlanTime.Days days => days.Count, PlanTime.Exactly exact => exact.Time.Days, _ => 0 };

    /// <summary>Somebody who goes through a journey without leaving the rank.</summary>
    private sealed record Passenger(string ModelId, Standing Standing)
    {
        /// <summary>The arms that such a customer may go through: up to the first that asks for nothing else than the rank.</summary>
        public IEnumerable<BranchArm> ArmsOf(Step.Branch branch)
        {
            foreach (BranchArm arm in branch.Choices)
            {
                bool isOfOtherModel = arm.When?.Gate is { } other && other.ModelId != ModelId;
                if (!isOfOtherModel && arm.When?.Gate is { } gate && !gate.Admits(Standing))
                {
                    continue;
                }

                yield return arm;
                if (!isOfOtherModel && arm.When is null or { Facts.Count: 0 })
                {
                    yield break;
                }
            }
        }
    }
}
