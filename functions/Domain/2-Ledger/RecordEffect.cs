namespace FollowUpFlows.Domain.Ledger;

/// <summary>What an entry did to the ledger.</summary>
public enum RecordEffect
{
    /// <summary>It was not known before.</summary>
    Added,

    /// <summary>It was known, and says something else now.</summary>
    Updated,

    /// <summary>It says what was known.</summary>
    Unchanged,

    /// <summary>It is of somebody who has asked to be forgotten since: nothing was entered.</summary>
    Forgotten,
}
