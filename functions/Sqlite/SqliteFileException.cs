namespace FollowUpFlows.Sqlite;

/// <summary>The file did not do what it was asked. Of a failed write nothing is kept.</summary>
public sealed class SqliteFileException : IOException
{
    /// <summary>The disk is full. Writing works again as soon as there is room; nobody has to restart anything.</summary>
    public bool IsFull { get; init; }

    /// <summary>The file is damaged: only a backup helps.</summary>
    public bool IsCorrupt { get; init; }

    /// <summary>Somebody else held the file for a moment: trying again may help.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Nothing more can be done in the open transaction, so all of its works fail, not this one alone.</summary>
    internal bool EndsTransaction { get; init; }

    internal SqliteFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
