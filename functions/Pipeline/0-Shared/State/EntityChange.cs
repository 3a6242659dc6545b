namespace FollowUpFlows.Pipeline.State;

/// <summary>One write of a batch.</summary>
public abstract record EntityChange
{
    private EntityChange()
    {
    }

    /// <summary>The row that is written.</summary>
    public abstract string RowKey { get; }

    /// <summary>Writes a new row; a conflict when it is there already.</summary>
    public sealed record Insert(Entity Entity) : EntityChange
    {
        /// <inheritdoc/>
        public override string RowKey => Entity.RowKey;
    }

    /// <summary>Replaces the row with all of its properties; a conflict unless it still has the entity's <see cref="Entity.ETag"/>.</summary>
    public sealed record Replace(Entity Entity) : EntityChange
    {
        /// <inheritdoc/>
        public override string RowKey => Entity.RowKey;
    }

    /// <summary>Writes the row whatever is there.</summary>
    public sealed record Put(Entity Entity) : EntityChange
    {
        /// <inheritdoc/>
        public override string RowKey => Entity.RowKey;
    }

    /// <summary>Removes the row. With an <paramref name="ETag"/> a conflict unless it still has it; without one a missing row is fine.</summary>
    public sealed record Delete(string Row, string? ETag = null) : EntityChange
    {
        /// <inheritdoc/>
        public override string RowKey => Row;
    }
}

/// <summary>What became of a batch.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>All of it is durable.</summary>
    /// <param name="ETags">One for each change, in order; null for a removal.</param>
    public sealed record Written(IReadOnlyList<string?> ETags) : WriteOutcome;

    /// <summary>None of it was written: somebody else was faster, or has done it already.</summary>
    /// <param name="Index">Of the first change that conflicts.</param>
    public sealed record Conflict(int Index) : WriteOutcome;
}
