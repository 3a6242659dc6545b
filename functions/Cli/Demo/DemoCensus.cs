using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Counts what has come of a demo's past, and looks for a customer whose life is worth a look.</summary>
internal sealed class DemoCensus(SimulatedShop shop, DemoPlan plan)
{
    /// <summary>A life with more messages does not fit a screen.</summary>
    private const int SendsMax = 25;

    private int sends;
    private (int Score, string Name) best = (-1, "");

    public async Task<DemoMark> TakeAsync(DemoSample sample, DateOnly from, DemoHistory history, CancellationToken cancellationToken)
    {
        foreach (FileCustomer row in sample.Customers)
        {
            string customerId = await shop.Get<CustomerAliases>().LookUpAsync(shop.Source.IdentityKind, row.Customer, cancellationToken)
                ?? throw new InvalidOperationException($"The sample's customer {row.Customer.ExternalId} is not known.");
            Take(row.Customer.ExternalId!, await shop.Get<CustomerOutcomes>().OfAsync(customerId, cancellationToken));
        }

        return new DemoMark(plan.Clock, plan.EveryNth, from, sample.Orders.Count, sample.Customers.Count, sends, best.Name, history.CertifiedOn)
        {
            Response = plan.Response,
            Responses = history.Responses,
        };
    }

    private void Take(string name, CustomerOutcome outcome)
    {
        List<SendRow> sent = [.. outcome.Sends.Where(s => s.State == SendState.Sent)];
        sends += sent.Count;
        if (sent.Count is 0 or > SendsMax || sent.Max(s => s.SettledAt) < plan.Clock - TimeSpan.FromDays(DemoSettings.KeepPayloadsDays))
        {
            return;
        }

        int journeys = outcome.Enrollments.Select(e => e.JourneyId).Distinct(StringComparer.Ordinal).Count();
        int channels = sent.Select(s => s.Key.Channel).Distinct().Count();
        int score = (4 * outcome.Moves.Count) + (3 * journeys) + (3 * channels) + sent.Count;
        if (score > best.Score)
        {
            best = (score, name);
        }
    }
}
