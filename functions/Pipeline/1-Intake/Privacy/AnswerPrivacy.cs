using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Carries out what a source asks for in the name of the law: exports and erasures. Repeating it changes nothing.</summary>
public sealed class AnswerPrivacy(CustomerAliases aliases, CustomerStore customers, CustomerTraces traces, ExportCustomer export, EraseCustomer erase)
{
    /// <summary>Carries it out.</summary>
    /// <returns>False when nobody is known whom it concerns.</returns>
    public async Task<bool> RunAsync(SourceSettings source, ShopEvent asked, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        switch (asked)
        {
            case ShopEvent.CustomerErased one when await aliases.LookUpAsync(source.IdentityKind, one.Customer, cancellationToken) is { } customerId:
                await erase.RunAsync(customerId, orchestrations, cancellationToken);
                return true;
            case ShopEvent.DataRequested one when await aliases.LookUpAsync(source.IdentityKind, one.Customer, cancellationToken) is { } customerId:
                await ExportAsync(customerId, cancellationToken);
                return true;
            case ShopEvent.ShopErased:
                return await LeaveAsync(source, orchestrations, cancellationToken);
            default:
                return false;
        }
    }

    /// <summary>Whether somebody asks for such a thing.</summary>
    public static bool IsAsked(ShopEvent each) => each is ShopEvent.CustomerErased or ShopEvent.DataRequested or ShopEvent.ShopErased;

    private async Task<bool> LeaveAsync(SourceSettings source, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = await traces.CustomersAsync(source.IdentityKind, cancellationToken);
        foreach (string customerId in known)
        {
            // An interrupted run begins anew: what is forgotten already must not replace its export by an empty one.
            if (!(await customers.LoadAsync(customerId, cancellationToken)).Customer.IsForgotten)
            {
                await ExportAsync(customerId, cancellationToken);
            }

            await erase.RunAsync(customerId, orchestrations, cancellationToken);
        }

        return known.Count > 0;
    }

    /// <summary>With what LINE alone told of the same person before they connected their account.</summary>
    private async Task ExportAsync(string customerId, CancellationToken cancellationToken)
    {
        await export.RunAsync(customerId, cancellationToken);
        if (EraseCustomer.FriendOf(await customers.LoadAsync(customerId, cancellationToken)) is { } friendId
            && !(await customers.LoadAsync(friendId, cancellationToken)).Customer.IsForgotten)
        {
            await export.RunAsync(friendId, cancellationToken);
        }
    }
}
