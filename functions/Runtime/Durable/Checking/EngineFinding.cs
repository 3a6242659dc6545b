using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Something that does not fit in the engine's file.</summary>
/// <param name="Mend">Changes what follows from other rows; null: nothing does.</param>
internal sealed record EngineFinding(string Place, string Reason, string Remedy, Action<SqliteSession>? Mend);
