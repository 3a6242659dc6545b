namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Where LINE lets people connect their account with one elsewhere.</summary>
public interface ILineDialog
{
    /// <summary>Lets LINE begin for that account.</summary>
    /// <returns>A token of ten minutes and one use; LINE lets nobody but the account's owner go on with it.</returns>
    /// <exception cref="Sending.ChannelException">LINE gives none.</exception>
    Task<string> BeginAsync(string lineUserId, CancellationToken cancellationToken);

    /// <summary>Where the owner goes on.</summary>
    Uri Continue(string token, string nonce);
}
