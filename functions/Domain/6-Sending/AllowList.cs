using System.Collections.Frozen;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Sending;

/// <summary>Who gets messages while the shop is being tried out: outside production nobody else does (<c>Sending:AllowList</c>).</summary>
/// <param name="Entries">E-mail addresses, whole domains such as <c>@shop.example</c>, and LINE user ids; normalized. Empty: nobody.</param>
/// <param name="Leaving">Channels over which messages reach people; on the others they stay in the outbox, and need no list.</param>
public sealed record AllowList(IReadOnlySet<string> Entries, IReadOnlySet<Channel> Leaving)
{
    /// <summary>Nobody, over any channel.</summary>
    public static AllowList Nobody { get; } = new(FrozenSet<string>.Empty, Enum.GetValues<Channel>().ToFrozenSet());

    /// <summary>Whether something may be sent to the address.</summary>
    /// <param name="address">Normalized.</param>
    public bool Admits(Channel channel, string address) =>
        !Leaving.Contains(channel)
        || Entries.Contains(address)
        || (channel == Channel.Email && Entries.Contains(address[address.LastIndexOf('@')..]));
}
