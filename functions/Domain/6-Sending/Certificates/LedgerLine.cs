namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>A row of the send ledger as a certificate sees it.</summary>
/// <param name="Row">Null when it cannot be read, or its key is not the one of its content.</param>
/// <param name="Write">Gives <see cref="Text"/>: of most rows that are looked at nobody asks for it.</param>
public sealed record LedgerLine(string CustomerId, string RowKey, SendRow? Row, Func<string> Write)
{
    /// <summary>The row with all of its properties, the same text exactly as long as nothing of it changes.</summary>
    public string Text => Write();
}
