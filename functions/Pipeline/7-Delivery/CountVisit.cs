using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Deliveries;

/// <summary>Makes an open or a click what the customer did, <c>open</c> or <c>click</c>, for ranks and journeys; or finds that a scanner
/// followed many links at once. Repeating it changes nothing.</summary>
public sealed class CountVisit(
    IEntityTables tables, MessageIndex messages, CustomerStore customers, RecordEvents events, ReactToChange react, ShopSettings shop)
{
    /// <summary>The type of the event of an open.</summary>
    public const string OpenType = "open";

    /// <summary>The type of the event of a click; its value is where the link leads.</summary>
    public const string ClickType = "click";

    private const int KeyLength = 26;

    /// <param name="message">From the queue.</param>
    /// <returns>Whether it counts now, or did before.</returns>
    public async Task<bool> RunAsync(string message, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (VisitId.Parse(message) is not { } visit
            || await messages.FindAsync(visit.MessageKey, cancellationToken) is not { } lead
            || await FindAsync(lead, visit, cancellationToken) is not { Kind: DeliveryKind.Opened or DeliveryKind.Clicked } fact)
        {
            return false;
        }

        if (fact is { Kind: DeliveryKind.Clicked, ToldAt: { } toldAt } && await IsBurstAsync(lead, visit.MessageKey, fact.Link ?? "", toldAt, cancellationToken))
        {
            await TakeBackAsync(lead, visit, cancellationToken);
            return false;
        }

        CustomerState state = await customers.LoadAsync(lead.CustomerId, cancellationToken);
        if (!IsFollowed(state, lead.Key.Channel))
        {
            return false;
        }

        string type = fact.Kind == DeliveryKind.Opened ? OpenType : ClickType;
        string key = OpaqueId.Of(KeyLength, visit.MessageKey.ToString("N"), visit.EventId);
        CustomerEvent happened = new(key, type, fact.At, shop.Calendar.DateOf(fact.At), fact.Link);
        await events.RunAsync(lead.CustomerId, [happened], cancellationToken);
        await react.RunAsync(lead.CustomerId, new Cause.EventTold(happened), orchestrations, cancellationToken);
        return true;
    }

    /// <summary>Nobody is followed who has said no since, or asked to be forgotten.</summary>
    internal static bool IsFollowed(CustomerState state, Channel channel) =>
        !state.Customer.IsForgotten && state.Consents.GetValueOrDefault(channel)?.State != ConsentState.Withdrawn;

    private async Task<DeliveryFact?> FindAsync(MessageLead lead, VisitId visit, CancellationToken cancellationToken)
    {
        string key = DeliveryRows.KeyOf(visit.MessageKey, visit.EventId);
        return await tables.ReadAsync(Tables.Customers, lead.CustomerId, key, cancellationToken) is { } row ? DeliveryRows.Fact(row) : null;
    }

    private async Task<bool> IsBurstAsync(MessageLead lead, Guid messageKey, string link, DateTimeOffset at, CancellationToken cancellationToken)
    {
        EntityQuery query = EntityQuery.Prefix(Tables.Customers, lead.CustomerId, DeliveryRows.Under(messageKey));
        List<(string, DateTimeOffset)> visits = [];
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            if (DeliveryRows.Fact(row) is { Kind: DeliveryKind.Clicked or DeliveryKind.ClickedByMachine, ToldAt: { } toldAt } other)
            {
                visits.Add((other.Link ?? "", toldAt));
            }
        }

        return VisitRule.IsBurst(link, at, visits);
    }

    /// <summary>The fact stays, as what it was; a person's click on the link is told apart from it afterwards.</summary>
    private async Task TakeBackAsync(MessageLead lead, VisitId visit, CancellationToken cancellationToken)
    {
        string key = DeliveryRows.KeyOf(visit.MessageKey, visit.EventId);
        Entity row = (await tables.ReadAsync(Tables.Customers, lead.CustomerId, key, cancellationToken))!;
        DeliveryFact fact = DeliveryRows.Fact(row);
        string machineKey = DeliveryRows.KeyOf(visit.MessageKey, RecordVisit.IdOf(DeliveryKind.ClickedByMachine, fact.Link));
        Entity machine = new(lead.CustomerId, machineKey)
        {
            Properties = new Dictionary<string, object>(row.Properties) { ["Kind"] = nameof(DeliveryKind.ClickedByMachine) },
        };
        await tables.WriteAsync(Tables.Customers, lead.CustomerId, [new EntityChange.Put(machine), new EntityChange.Delete(key)], cancellationToken);
    }
}
