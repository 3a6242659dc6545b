namespace FollowUpFlows.Storage.Queues;

/// <summary>The rows of one queue, inside one atomic step: what a store has to know, and no rules.</summary>
internal interface IMessageRows
{
    bool Exists();

    void Create();

    /// <returns>The id that it got; the row's own is not looked at.</returns>
    long Add(MessageRow row);

    MessageRow? Find(long id);

    /// <summary>Neither hidden nor expired; the longest visible first.</summary>
    List<MessageRow> Visible(DateTimeOffset now, int count);

    void Update(MessageRow row);

    void Remove(long id);

    void RemoveExpired(DateTimeOffset now);

    void RemoveAll();

    /// <summary>Hidden ones count as well, expired ones do not.</summary>
    long Count(DateTimeOffset now);
}
