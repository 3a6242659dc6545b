namespace Azure.Data.Tables;

/// <summary>None of a transaction's changes was made.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal const string IndexName = "FailedEntity";

    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException)
    {
        FailedTransactionActionIndex = requestFailedException.Data[IndexName] as int?;
    }

    /// <summary>Of the change that failed; null when the service does not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
