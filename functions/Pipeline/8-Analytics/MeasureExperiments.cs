using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Makes observations of facts: the ledger, orders, clicks, refusals and complaints. Each customer's partition is read once for all
/// experiments, so the work is that of the customers who were enrolled since the first of them began.</summary>
public sealed class MeasureExperiments(IEntityTables tables, EnrolledIndex enrolled, JourneyLibrary journeys, ShopSettings shop)
{
    private readonly Exposure exposure = new(journeys, shop);

    /// <summary>The observations of each experiment, by its id; customers whose rows cannot be read are left out.</summary>
    /// <param name="now">On the shop clock, UTC.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Observation>>> RunAsync(
        IReadOnlyList<Experiment> experiments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, List<Observation>> found = experiments.ToDictionary(e => e.Id, _ => new List<Observation>(), StringComparer.Ordinal);
        foreach (string customerId in await CustomersAsync(experiments, now, cancellationToken))
        {
            if (await Evidence.TryReadAsync(tables, customerId, cancellationToken) is not { } evidence)
            {
                continue;
            }

            foreach (Experiment experiment in experiments)
            {
                if (await exposure.OfAsync(experiment, evidence, now, cancellationToken) is { } entered && entered.ExposedAt <= now)  // a shop may have lived on since then
                {
                    found[experiment.Id].Add(Observed(experiment, evidence, entered, now));
                }
            }
        }

        return found.ToDictionary(f => f.Key, IReadOnlyList<Observation> (f) => f.Value, StringComparer.Ordinal);
    }

    /// <summary>Whoever was enrolled in any of the journeys, each once, in the order of their ids.</summary>
    private async Task<IEnumerable<string>> CustomersAsync(IReadOnlyList<Experiment> experiments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SortedSet<string> customers = new(StringComparer.Ordinal);
        if (experiments.Count == 0)
        {
            return customers;
        }

        bool isAll = experiments.Any(e => e.JourneyIds.Count == 0);
        HashSet<string> wanted = experiments.SelectMany(e => e.JourneyIds).ToHashSet(StringComparer.Ordinal);
        DateOnly today = shop.Calendar.DateOf(now);
        for (DateOnly day = shop.Calendar.DateOf(experiments.Min(e => e.Since)); day <= today; day = day.AddDays(1))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (isAll || wanted.Contains(lead.EnrollmentId.Split(':')[0]))
                {
                    customers.Add(lead.CustomerId);
                }
            }
        }

        return customers;
    }

    private Observation Observed(Experiment experiment, Evidence evidence, Observation entered, DateTimeOffset now)
    {
        ExperimentFacts facts = new(
            [.. evidence.State.Orders.Select(o => o.Order)],
            evidence.Messages,
            message => IsOf(experiment, message),
            evidence.RefusedAt,
            evidence.ComplainedAt);
        return Outcome.Of(entered, facts, experiment.Hypothesis.Window.After(entered.ExposedAt, shop.Calendar), shop.Orders, experiment.Hypothesis.Credit, now);
    }

    private static bool IsOf(Experiment experiment, SentMessage message) =>
        (experiment.JourneyIds.Count == 0 || experiment.JourneyIds.Contains(message.EnrollmentId.Split(':')[0]))
        && (experiment.StepIds.Count == 0 || experiment.StepIds.Contains(message.StepId));
}
