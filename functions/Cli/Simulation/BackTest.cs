using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Storage.InMemory;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Tries plans on a shop's own past with the simulation that 'followup simulate' runs.</summary>
internal sealed class BackTest(ShopSettings shop) : IBackTest
{
    /// <summary>What is known of customers is all there is: nothing is assumed.</summary>
    private static readonly Assumptions Known = new(Grounds.File, Grounds.File);

    public async Task<BackTestFigures> RunAsync(BackTestInput input, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ShopSettings settings = shop with { AllowList = null };  // whoever tries a plan wants to see what everybody gets
        IReadOnlyList<Happening> happenings = Happening.Of(input.Past);
        DateOnly first = Simulator.FirstDay(happenings, settings.Calendar, input.From);
        await using SimulatedShop simulated = await SimulatedShop.OpenAsync(
            new InMemoryEntityTables(), settings, Known, settings.Calendar.StartOf(first), lanes: 1);  // the live shop needs the other processors
        PublishJourneys publish = simulated.Get<PublishJourneys>();
        TemplateSet templates = await simulated.Get<TrialVersions>().TakeAsync(input.Templates, input.Rollouts, cancellationToken);
        if ((await publish.RunAsync(templates, cancellationToken)).Faults is [var fault, ..])
        {
            throw new BackTestException(fault);
        }

        BackTestTally tally = new(settings.Calendar, input.From, input.Until);
        Simulator simulator = new(simulated, settings, happenings);
        await simulator.PassAsync(first, input.Until, progress, cancellationToken);
        CustomerOutcomes outcomes = simulated.Get<CustomerOutcomes>();
        foreach (string customerId in input.Past.Customers.Select(c => c.Row.Customer.ExternalId!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            CustomerOutcome outcome = await outcomes.OfAsync(customerId, cancellationToken);
            tally.Take(customerId, outcome);
            await (input.Check?.TakeAsync(customerId, outcome, cancellationToken) ?? Task.CompletedTask);
        }

        int orders = input.Past.Orders.Count(o => settings.Calendar.DateOf(o.Row.Order.OrderedAt) is var day && day >= input.From && day <= input.Until);
        return tally.Figures(orders, input.Past.CustomerCount) with { Check = input.Check?.Result, Delays = simulated.Deferrals!.Within(input.From, input.Until) };
    }
}
