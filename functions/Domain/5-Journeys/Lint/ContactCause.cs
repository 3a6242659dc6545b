using System.Globalization;
using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Something that can begin several journeys at once.</summary>
/// <param name="Order">Which order of the customer; null for quiet days.</param>
/// <param name="QuietDays">How many; null for an order.</param>
internal sealed record ContactCause(int? Order, int? QuietDays)
{
    /// <summary>What holds for so many orders holds for any further one.</summary>
    private const int Many = 1_000_000;

    /// <summary>For people.</summary>
    public string Words => QuietDays is { } days ? string.Create(CultureInfo.InvariantCulture, $"after {days} quiet days") : "after one order";

    /// <summary>Of orders, each number at which another set of journeys begins.</summary>
    public static IEnumerable<ContactCause> All(IReadOnlyList<LintedJourney> journeys)
    {
        Trigger[] triggers = [.. journeys.Select(j => j.Definition.Trigger)];
        IEnumerable<int> numbers = triggers.OfType<Trigger.OrderPlaced>().SelectMany(t => t.To is { } to ? [t.From, to + 1] : new[] { t.From }).Concat([1, 2]);  // a first order, and further ones
        return
        [
            .. numbers.Distinct().Order().Select(n => new ContactCause(n, null)),
            .. triggers.OfType<Trigger.Lapsed>().Select(t => t.Days).Distinct().Order().Select(d => new ContactCause(null, d)),
        ];
    }

    /// <summary>Where customers may stand then: whoever has just ordered has not lapsed.</summary>
    /// <param name="model">Null when it is not known: then it is one case, of which nothing is known.</param>
    public IEnumerable<Standing?> Standings(RankModel? model)
    {
        if (model is null)
        {
            return [null];
        }

        Rank home = Order is > 1 and var number ? model.Ranks.First(r => r.Conditions.All(c => FirstTimers.HoldsFor(c, number) == true && FirstTimers.HoldsFor(c, Many) == true)) : FirstTimers.HomeOf(model);
        IEnumerable<Rank> bought = model.Ranks.TakeWhile(r => r.Id != home.Id).Append(home);
        return Order is null
            ? bought.SelectMany(r => new Standing?[] { new Standing(r.Id, IsLapsed: false), new Standing(r.Id, IsLapsed: true) })
            : bought.Where(r => Order > 1 || r.Conditions.All(c => FirstTimers.HoldsFor(c, 1) != false)).Select(r => (Standing?)new Standing(r.Id, IsLapsed: false));
    }

    /// <summary>Whether the journey may begin by it for somebody who stands there.</summary>
    public bool Begins(JourneyDefinition journey, string? modelId, Standing? standing) =>
        IsTrigger(journey.Trigger, modelId, standing)
        && (journey.Gate is not { } gate || gate.ModelId != modelId || standing is not { } at || gate.Admits(at));

    /// <summary>An order may move the customer to the rank at which they stand now.</summary>
    private bool IsTrigger(Trigger trigger, string? modelId, Standing? standing) => trigger switch
    {
        Trigger.OrderPlaced placed => Order is { } number && placed.Admits(number),
        Trigger.RankChanged moved => Order is not null && moved.Direction != RankDirection.Down
            && (moved.To.Count == 0 || moved.ModelId != modelId || standing is not { } at || moved.To.Contains(at.RankId)),
        Trigger.Lapsed lapsed => lapsed.Days == QuietDays,
        _ => false,
    };
}
