using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes the mailed link, which only the owner of the mailbox has, and hands them over to LINE. The link works once.</summary>
/// <param name="dialog">Null where LINE is not connected to this system.</param>
public sealed class BeginConnecting(CustomerStore customers, Clocks clocks, ILineDialog? dialog = null)
{
    /// <summary>What the link would do.</summary>
    /// <param name="askedAt">When the link was asked for.</param>
    public async Task<ConnectStart> LookAsync(string customerId, DateTimeOffset askedAt, CancellationToken cancellationToken) =>
        OutcomeOf(await customers.LoadAsync(customerId, cancellationToken), askedAt);

    /// <summary>Begins. The link is used up only after LINE has given its token.</summary>
    /// <returns>Where to go on; null unless the outcome is <see cref="ConnectStart.Open"/>.</returns>
    /// <exception cref="Sending.ChannelException">LINE lets nobody begin now.</exception>
    public async Task<(ConnectStart Outcome, Uri? Next)> RunAsync(string customerId, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (OutcomeOf(state, askedAt) is var outcome and not ConnectStart.Open)
        {
            return (outcome, null);
        }

        string token = await dialog!.BeginAsync(state.LineLink!.Wanted!, cancellationToken);
        string nonce = ConnectNonce.New(customerId);
        outcome = await customers.ChangeAsync(customerId, (s, _) => Task.FromResult(Used(s, askedAt, nonce)), cancellationToken);
        return (outcome, outcome == ConnectStart.Open ? dialog.Continue(token, nonce) : null);
    }

    /// <summary>Whether a LINE account of which the shop's system says that it is theirs stands in the way.</summary>
    internal static bool IsTaken(CustomerState state, string lineUserId) =>
        state.Customer.LineUserId is { } known && known != lineUserId && state.LineLink?.ConnectedTo != known;

    private CustomerChange<ConnectStart> Used(CustomerState state, DateTimeOffset askedAt, string nonce)
    {
        ConnectStart outcome = OutcomeOf(state, askedAt);
        return outcome == ConnectStart.Open
            ? new(outcome, null, [LineLinkRows.Change(state.CustomerId, state.LineLink!.Handed(ConnectNonce.HashOf(nonce), clocks.System.GetUtcNow()))])
            : new(outcome, null, []);
    }

    private ConnectStart OutcomeOf(CustomerState state, DateTimeOffset askedAt) =>
        dialog is null ? ConnectStart.Unavailable
        : state.Customer.IsForgotten || state.LineLink?.IsOpen(askedAt, clocks.System.GetUtcNow()) != true ? ConnectStart.Over
        : IsTaken(state, state.LineLink.Wanted!) ? ConnectStart.Taken
        : ConnectStart.Open;
}

/// <summary>How it stands with a mailed link.</summary>
public enum ConnectStart
{
    /// <summary>It works.</summary>
    Open,

    /// <summary>It was used, another was asked for since, or it is too late.</summary>
    Over,

    /// <summary>The shop's system says that another LINE account is theirs.</summary>
    Taken,

    /// <summary>LINE is not connected to this system.</summary>
    Unavailable,
}
