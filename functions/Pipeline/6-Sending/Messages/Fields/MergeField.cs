using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What a merge field stands for.</summary>
public enum MergeKind
{
    /// <summary>A text of one line.</summary>
    Text,

    /// <summary>An absolute http or https address; the only kind that may be the target of a link.</summary>
    Link,

    /// <summary>Repeated with <c>{{#each}}</c>; its own fields are only known inside.</summary>
    List,

    /// <summary>Only asked for with <c>{{#if}}</c>: whether its fields are there at all.</summary>
    Group,
}

/// <summary>When a merge field has a value.</summary>
public enum MergePresence
{
    /// <summary>For every customer.</summary>
    Always,

    /// <summary>Whenever its group is there: every order has a number, but a birthday has no order.</summary>
    WithGroup,

    /// <summary>May be missing for any customer: needs a default, or <c>{{#if}}</c> around it.</summary>
    Optional,
}

/// <summary>A merge field (差し込み項目) that message templates may name.</summary>
/// <param name="Name">Kept for ever: <c>customer.name</c>; the field of a list's entry is <c>order.items.name</c>.</param>
/// <param name="Meaning">For the marketer who chooses it.</param>
/// <param name="Fallback">Stands in for a missing value unless the template has a default of its own; null: there is none.</param>
public sealed record MergeField(string Name, MergeKind Kind, MergePresence Presence, LocalText Meaning, string? Fallback = null)
{
    /// <summary>The list whose entries have this field; null for a field of the message itself.</summary>
    public string? List { get; init; }

    /// <summary>The name inside <c>{{#each}}</c>: the last part.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The first part: the group whose presence decides about <see cref="MergePresence.WithGroup"/>.</summary>
    public string Group => Name.Split('.')[0];
}
