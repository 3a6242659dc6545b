using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Finds whom a day may concern by the calendar alone, by the rows that lead to them and without a scan.</summary>
public sealed class CalendarDays(IEntityTables tables, LastOrderIndex lastOrders, IRankModels models, BuildYearlyIndex build)
{
    /// <summary>Ids of all customers whom the day brings something that begins a journey, each once; of some others, too: the caller looks.</summary>
    internal async IAsyncEnumerable<string> OnAsync(
        DateOnly day, IReadOnlyList<PublishedJourney> active, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Trigger[] triggers = [.. active.Select(j => j.Definition.Trigger).Distinct()];
        if (triggers.Any(t => t is Trigger.Birthday or Trigger.Anniversary))
        {
            await build.RunAsync(cancellationToken);
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string index, YearDay yearDay) in triggers.SelectMany(t => YearDays(t, day)).Distinct())
        {
            await foreach (string customerId in tables.OfAsync(index, yearDay, cancellationToken))
            {
                if (seen.Add(customerId))
                {
                    yield return customerId;
                }
            }
        }

        foreach (DateOnly lastOn in (await LastOrderDaysAsync(triggers, day, cancellationToken)).Distinct())
        {
            await foreach (string customerId in lastOrders.OnAsync(lastOn, cancellationToken))
            {
                if (seen.Add(customerId))
                {
                    yield return customerId;
                }
            }
        }
    }

    private static IEnumerable<(string Index, YearDay Day)> YearDays(Trigger trigger, DateOnly day) => trigger switch
    {
        Trigger.Birthday birthday => birthday.DaysOn(day).Select(d => (YearlyIndex.Birthday, d)),
        Trigger.Anniversary anniversary => anniversary.DaysOn(day).Select(d => (YearlyIndex.FirstOrder, d)),
        _ => [],
    };

    private async Task<IReadOnlyList<DateOnly>> LastOrderDaysAsync(Trigger[] triggers, DateOnly day, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> all = await models.AllAsync(cancellationToken);
        List<DateOnly> days = [.. triggers.OfType<Trigger.Lapsed>().Select(t => day.AddDays(-t.Days))];
        foreach (Trigger.BeforeLapse trigger in triggers.OfType<Trigger.BeforeLapse>())
        {
            if (all.TryGetValue(trigger.ModelId, out RankModel? model))
            {
                days.AddRange(model.Ranks.Select(r => r.LapsedAfterDays ?? model.Definition.LapsedAfterDays)
                    .Where(d => d > trigger.BeforeDays)
                    .Select(d => day.AddDays(trigger.BeforeDays - d)));
            }
        }

        return days;
    }
}
