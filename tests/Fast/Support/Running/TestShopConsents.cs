using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What a shop has to do with consents and those who look after them.</summary>
internal sealed partial class TestShop
{
    public ConsentLog Log { get; }

    public ConsentProofs Proofs { get; }

    public ChangePreferences Choose { get; }

    public ConfirmConsent Confirm { get; }

    public TidyConsents Tidy { get; }

    public SuppressionList SuppressionList { get; }

    public JourneyPauses Pauses { get; }

    public JourneyHealth Health { get; }
}
