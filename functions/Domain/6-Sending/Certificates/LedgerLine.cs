namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>A row of the send ledger as a certificate sees it.</summary>
/// <param name="Row">Null when it cannot be read, or its key is not the one of its content.</param>
/// <param name="Text">The row with all of its properties, the same text exactly as long as nothing of it changes.</param>
public sealed record LedgerLine(string CustomerId, string RowKey, SendRow? Row, string Text);
