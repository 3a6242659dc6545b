using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Where a simulation takes something from that files often do not say.</summary>
internal enum Grounds
{
    /// <summary>What the files do not say is there.</summary>
    Assume,

    /// <summary>What the files do not say is not there.</summary>
    File,
}

/// <summary>What a simulation takes for granted of customers.</summary>
internal sealed record Assumptions(Grounds Consent, Grounds Address);

/// <summary>The live answer, with what is assumed in its gaps. What a file says against a message stands.</summary>
internal sealed class AssumedReach(CustomerReach known, Assumptions assumptions) : ICustomerReach
{
    /// <summary>No message is rendered and nothing leaves, so any text will do.</summary>
    private const string Anywhere = "assumed";

    public async Task<IReadOnlyDictionary<Channel, Reach>> OfAsync(
        CustomerState state, Step.Send step, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<Channel, Reach> reach = await known.OfAsync(state, step, cancellationToken);
        return reach.ToDictionary(r => r.Key, r => r.Value with
        {
            Address = r.Value.Address ?? (assumptions.Address == Grounds.Assume ? Anywhere : null),
            Consent = r.Value.Consent ?? (assumptions.Consent == Grounds.Assume ? ConsentState.Granted : null),
        });
    }
}
