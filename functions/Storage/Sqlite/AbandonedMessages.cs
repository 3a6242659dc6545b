using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>Messages whose receiver died. That it died does not count as a failure of the message, but it is remembered: one that ends
/// the process whenever it is handled must not do so for ever.</summary>
internal static class AbandonedMessages
{
    /// <summary>After so many deaths a message counts as spent.</summary>
    public const int DeathsMax = 5;

    /// <summary>From so many deaths on, messages come back one at a time: the innocent that were only received beside it live on.</summary>
    public const int SuspectDeaths = 2;

    /// <summary>The dequeue count of a message that is spent: above what any host allows, so that it is put aside unread.</summary>
    public const int SpentCount = 1_000_000;

    /// <summary>Between two suspects.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    /// <summary>Gives back what was received and neither removed nor returned. Only for the one who has just become the file's owner:
    /// whoever received them is dead, so waiting for the leases to run out would only delay the work.</summary>
    public static void Release(SqliteSession session, DateTimeOffset now)
    {
        List<(long Id, long Deaths)> abandoned = session.Query(
            "SELECT id, deaths + 1 FROM messages WHERE dequeue_count > 0 AND visible_at > ? ORDER BY id",
            static row => (row.Number(0), row.Number(1)),
            now.UtcTicks);
        int suspects = 0;
        foreach ((long id, long deaths) in abandoned)
        {
            TimeSpan wait = deaths < SuspectDeaths ? TimeSpan.Zero : suspects++ * Apart;
            session.Execute(
                "UPDATE messages SET deaths = ?, visible_at = ?, dequeue_count = iif(?, ?, dequeue_count - 1) WHERE id = ?",
                deaths,
                (now + wait).UtcTicks,
                deaths >= DeathsMax ? 1 : 0,
                SpentCount,
                id);
        }
    }
}
