using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Multicasts;

/// <summary>What many get, word for word.</summary>
/// <param name="Id">Derived from all the rest.</param>
internal sealed record MulticastContent(string Id, string JourneyId, string StepId, string MessagesJson);

/// <summary>Somebody whose claimed message waits for others with the same words.</summary>
/// <param name="To">LINE user id.</param>
/// <param name="ClaimedAtSystem">Tells one claim of the message from the next.</param>
internal sealed record MulticastMember(string CustomerId, SendKey Key, string ContentId, string To, DateTimeOffset ClaimedAtSystem)
{
    /// <summary>The group that it goes with; null while it waits for one.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>It goes by a call of its own, and never with a group.</summary>
    public bool IsAlone { get; init; }

    /// <summary>On the system clock.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    public string? ETag { get; init; }

    public string RowKey => MulticastRows.KeyOf(Key.MessageKey, ClaimedAtSystem);

    /// <summary>The broadcast, as enrollment ids begin with it.</summary>
    public string JourneyId => Key.EnrollmentId.Split(':')[0];

    /// <summary>Whether the ledger's row is still the claim that joined.</summary>
    public bool IsClaimOf(SendRow? row) => row is { State: SendState.Claimed or SendState.Held } && row.ClaimedAtSystem == ClaimedAtSystem && row.Key == Key;
}

/// <summary>How far a group has come. Words are kept for ever.</summary>
internal enum MulticastState
{
    /// <summary>Its members are being noted; it was never called for.</summary>
    Forming,

    /// <summary>Its members are noted; whether the provider has it is not known.</summary>
    Ready,

    /// <summary>The provider has it.</summary>
    Taken,

    /// <summary>Nobody got it, and nobody will: each of its members goes alone.</summary>
    Dissolved,

    /// <summary>Nobody got it: each of its members is decided anew at its time.</summary>
    NotTaken,
}

/// <summary>Those who are written to in one call.</summary>
/// <param name="Id">The key that the provider gets.</param>
/// <param name="Members">Row keys of its members; who has left it has another group, or none.</param>
internal sealed record MulticastGroup(Guid Id, string ContentId, MulticastState State, IReadOnlyList<string> Members, DateTimeOffset FormedAt)
{
    /// <summary>Not called for before then, on the system clock; null for at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Of <see cref="MulticastState.NotTaken"/>: when its members are decided anew, on the shop clock.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? ProviderId { get; init; }

    public string? Reason { get; init; }

    public string? ETag { get; init; }
}

/// <summary>How multicasts are kept. Names are kept for ever.</summary>
internal static class MulticastRows
{
    public const string Partition = "multicasts";

    public static string ContentPrefix { get; } = RowKeys.Under("content");

    public static string MemberPrefix { get; } = RowKeys.Under("member");

    public static string GroupPrefix { get; } = RowKeys.Under("group");

    public static string KeyOf(Guid messageKey, DateTimeOffset claimedAtSystem) => RowKeys.Of("member", messageKey.ToString("N"), RowKeys.Sortable(claimedAtSystem));

    public static string KeyOf(Guid groupId) => GroupPrefix + groupId.ToString("N");

    /// <summary>Under which all claims of one message lie.</summary>
    public static string UnderMessage(Guid messageKey) => RowKeys.Under("member", messageKey.ToString("N"));

    public static Entity Row(MulticastContent content, DateTimeOffset at)
    {
        EntityProperties properties = new EntityProperties().Set("JourneyId", content.JourneyId).Set("StepId", content.StepId).Set("At", at);
        LongText.Set(properties, "Messages", content.MessagesJson);
        return properties.Row(Partition, ContentPrefix + content.Id);
    }

    public static MulticastContent Content(Entity row) =>
        new(row.RowKey[ContentPrefix.Length..], row.Text("JourneyId")!, row.Text("StepId")!, LongText.Read(row, "Messages"));

    public static Entity Row(MulticastMember member) => new EntityProperties()
        .Set("CustomerId", member.CustomerId)
        .Set("EnrollmentId", member.Key.EnrollmentId)
        .Set("StepId", member.Key.StepId)
        .Set("Visit", member.Key.Visit)
        .Set("ContentId", member.ContentId)
        .Set("To", member.To)
        .Set("ClaimedAt", member.ClaimedAtSystem)
        .Set("JoinedAt", member.JoinedAt)
        .Set("GroupId", member.GroupId?.ToString("N"))
        .Set("IsAlone", member.IsAlone)
        .Row(Partition, member.RowKey, member.ETag);

    public static MulticastMember Member(Entity row)
    {
        SendKey key = new(row.Text("EnrollmentId")!, row.Text("StepId")!, (int)row.Number("Visit")!.Value, Channel.Line);
        return new MulticastMember(row.Text("CustomerId")!, key, row.Text("ContentId")!, row.Text("To")!, row.Instant("ClaimedAt")!.Value)
        {
            GroupId = row.Text("GroupId") is { } id ? Guid.ParseExact(id, "N") : null,
            IsAlone = row.Flag("IsAlone"),
            JoinedAt = row.Instant("JoinedAt")!.Value,
            ETag = row.ETag,
        };
    }

    public static Entity Row(MulticastGroup group)
    {
        EntityProperties properties = new EntityProperties()
            .Set("ContentId", group.ContentId)
            .Set("State", group.State)
            .Set("FormedAt", group.FormedAt)
            .Set("NextAt", group.NextAt)
            .Set("Until", group.Until)
            .Set("ProviderId", group.ProviderId)
            .Set("Reason", group.Reason);
        LongText.Set(properties, "Members", string.Join('\n', group.Members));
        return properties.Row(Partition, KeyOf(group.Id), group.ETag);
    }

    public static MulticastGroup Group(Entity row) => new(
        Guid.ParseExact(row.RowKey.AsSpan(GroupPrefix.Length), "N"),
        row.Text("ContentId")!,
        row.Word<MulticastState>("State"),
        LongText.Read(row, "Members").Split('\n', StringSplitOptions.RemoveEmptyEntries),
        row.Instant("FormedAt")!.Value)
    {
        NextAt = row.Instant("NextAt"),
        Until = row.Instant("Until"),
        ProviderId = row.Text("ProviderId"),
        Reason = row.Text("Reason"),
        ETag = row.ETag,
    };
}
