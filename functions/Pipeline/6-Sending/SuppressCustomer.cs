using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Stops everything to a customer on a channel because a person of the shop wants it, and lets it go on again. What the customer
/// or their provider said stays: only people's own entries can be lifted here.</summary>
public sealed class SuppressCustomer(CustomerStore customers, SuppressionList list, CustomerNotes notes)
{
    private static readonly Channel[] Channels = [Channel.Email, Channel.Line];

    /// <summary>How the customer stands on each channel.</summary>
    /// <returns>Null when there is nobody of that id.</returns>
    public async Task<IReadOnlyList<ChannelStanding>?> StandingsAsync(string customerId, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Profile is null)
        {
            return null;
        }

        List<ChannelStanding> standings = [];
        foreach (Channel channel in Channels)
        {
            ListedSuppression? entry = AddressOf(state, channel) is { } address ? await list.FindAsync(channel, address, cancellationToken) : null;
            SuppressionChange? change = entry is { Suppression.Reason: SuppressionReason.Person }
                ? (await list.HistoryAsync(entry.Id, cancellationToken)).LastOrDefault(c => c.To == SuppressionReason.Person)
                : null;
            standings.Add(new ChannelStanding(channel, AddressOf(state, channel) is not null, entry?.Suppression, change?.Act));
        }

        return standings;
    }

    /// <summary>Puts the customer's address on the list. One that is on it stays as it is, unless its owner could take that back.</summary>
    /// <returns>False when there is no address on the channel.</returns>
    public async Task<bool> AddAsync(string customerId, Channel channel, OperatorAct act, CancellationToken cancellationToken)
    {
        if (AddressOf(await customers.LoadAsync(customerId, cancellationToken), channel) is not { } address)
        {
            return false;
        }

        if (await list.FindAsync(channel, address, cancellationToken) is null or { Suppression.Reason: SuppressionReason.Blocked })
        {
            await list.AddAsync(channel, address, act, cancellationToken);
            await notes.AddAsync(customerId, NoteKind.Suppressed, channel.ToString(), act.By, act.Why, cancellationToken);
        }

        return true;
    }

    /// <summary>Takes the customer's address off the list if a person put it there. A block of its owner's stays.</summary>
    public async Task<Lifting> LiftAsync(string customerId, Channel channel, OperatorAct act, CancellationToken cancellationToken)
    {
        if (AddressOf(await customers.LoadAsync(customerId, cancellationToken), channel) is not { } address
            || await list.FindAsync(channel, address, cancellationToken) is not { } entry)
        {
            return Lifting.NotListed;
        }

        if (!await list.RemoveOwnAsync(channel, address, act, cancellationToken))
        {
            return entry.Suppression.Reason == SuppressionReason.Person ? Lifting.NotListed : Lifting.NotOurs;
        }

        await notes.AddAsync(customerId, NoteKind.Lifted, channel.ToString(), act.By, act.Why, cancellationToken);
        return Lifting.Lifted;
    }

    private static string? AddressOf(CustomerState state, Channel channel) => channel switch
    {
        Channel.Email => state.Customer.Email,
        Channel.Line => state.Customer.LineUserId,
        _ => null,
    };
}

/// <summary>Whether a customer can be reached on a channel at all.</summary>
/// <param name="Suppression">Why not; null when nothing stands in the way.</param>
/// <param name="Act">Which person did so, and why; null for all else.</param>
public sealed record ChannelStanding(Channel Channel, bool HasAddress, Suppression? Suppression, OperatorAct? Act);

/// <summary>What became of the wish to lift a suppression.</summary>
public enum Lifting
{
    /// <summary>The address is on the list no longer.</summary>
    Lifted,

    /// <summary>It is not on the list.</summary>
    NotListed,

    /// <summary>The customer or the provider put it there, and a person of the shop cannot take it off.</summary>
    NotOurs,
}
