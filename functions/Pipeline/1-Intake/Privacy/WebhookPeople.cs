using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Of whom a webhook tells. LINE packs what several people did into one, and none of them may read of the others.</summary>
internal sealed class WebhookPeople(ShopSources sources, CustomerAliases aliases)
{
    /// <summary>Whether it names this customer and nobody else; false also where that cannot be told any more.</summary>
    public async Task<bool> AreOneAsync(InboxMessage message, WebhookRequest request, string customerId, CancellationToken cancellationToken)
    {
        if (request.Body.IsEmpty)
        {
            return true;  // it was taken away: nobody is in it
        }

        if ((sources.Find(message.Id.SourceId) ?? AcceptEvents.TakerOf(sources, message.Id, request)) is not { } source
            || source.Source.Read(request, message.ReceivedAt) is not WebhookReading.Understood { IsPartial: false, Fault: null } told)
        {
            return false;
        }

        foreach (ShopEvent each in told.Events)
        {
            if (ProcessWebhook.CustomerOf(each) is not { } named || await aliases.LookUpAsync(source.IdentityKind, named, cancellationToken) != customerId)
            {
                return false;
            }
        }

        return true;
    }
}
