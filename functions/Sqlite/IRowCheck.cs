namespace FollowUpFlows.Sqlite;

/// <summary>Somebody who knows what rows mean, and looks whether those that follow from others are there.</summary>
public interface IRowCheck
{
    /// <summary>What does not fit. Repeating it changes nothing.</summary>
    /// <param name="repair">Whether what follows from other rows is written anew; nothing else is ever touched.</param>
    Task<IReadOnlyList<RowFinding>> RunAsync(bool repair, CancellationToken cancellationToken);
}

/// <summary>Something that does not fit.</summary>
/// <param name="Place">Ids only.</param>
/// <param name="Remedy">For a person, where a repair does not help.</param>
/// <param name="CanBeMended">It follows from other rows.</param>
public sealed record RowFinding(string Place, string Reason, string Remedy, bool CanBeMended);
