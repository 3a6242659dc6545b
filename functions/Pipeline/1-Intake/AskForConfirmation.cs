using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Lets the journey that asks for confirmation begin (double opt-in) for a customer whose consent to e-mail awaits it: an event of
/// the type <see cref="EventType"/>, once for each statement. Repeating it changes nothing.</summary>
public sealed class AskForConfirmation(CustomerStore customers, RecordEvents events, ReactToChange react, ShopSettings shop)
{
    /// <summary>What starts the journey. Kept for ever.</summary>
    public const string EventType = "consent-pending";

    /// <summary>Asks, if there is anything to ask.</summary>
    public async Task RunAsync(string customerId, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Customer.Email is null || state.Consents.GetValueOrDefault(Channel.Email) is not { State: ConsentState.Pending } pending)
        {
            return;
        }

        CustomerEvent asked = new(
            CustomerEvent.KeyOf(EventType, pending.At, null), EventType, pending.At, shop.Calendar.DateOf(pending.At), null);
        await events.RunAsync(customerId, [asked], cancellationToken);
        await react.RunAsync(customerId, new Cause.EventTold(asked), orchestrations, cancellationToken);
    }
}
