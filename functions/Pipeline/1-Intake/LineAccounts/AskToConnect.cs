using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes an e-mail address from somebody who came from LINE, and lets the journey that mails a link to it begin, if a customer has
/// it: an event of the type <see cref="EventType"/>. Whoever asks is told the same, whether it is known or not.</summary>
public sealed class AskToConnect(
    LineFriends friends, CustomerAliases aliases, CustomerStore customers, ReactToChange react, ShopSettings shop, Clocks clocks)
{
    /// <summary>What starts the journey. Kept for ever.</summary>
    public const string EventType = "line-connect-asked";

    /// <summary>How it stands with the account.</summary>
    /// <param name="alias">Of the account: <see cref="CustomerIdentity.AliasOfLine"/>.</param>
    public async Task<LineAccountState> LookAsync(string alias, CancellationToken cancellationToken) =>
        await friends.FindAsync(alias, cancellationToken) is { } owner ? await StateOfAsync(owner, cancellationToken) : LineAccountState.Unknown;

    /// <summary>Asks the owner of the mailbox.</summary>
    /// <param name="email">Normalized.</param>
    public async Task<LineAccountState> RunAsync(string alias, string email, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (await friends.FindAsync(alias, cancellationToken) is not { } friend)
        {
            return LineAccountState.Unknown;
        }

        LineAccountState state = await StateOfAsync(friend, cancellationToken);
        if (state != LineAccountState.Open)
        {
            return state;
        }

        await friends.CompleteAsync(friend, cancellationToken);
        if (!await customers.ChangeAsync(friend.CustomerId, (s, _) => Task.FromResult(Counted(s)), cancellationToken))
        {
            return LineAccountState.TooOften;
        }

        if (await OwnerOfAsync(email, cancellationToken) is { } customerId)
        {
            await AskAsync(customerId, friend.Customer.LineUserId!, orchestrations, cancellationToken);
        }

        return LineAccountState.Asked;
    }

    private async Task<LineAccountState> StateOfAsync(CustomerState owner, CancellationToken cancellationToken) =>
        owner.LineLink?.ConnectedTo == owner.Customer.LineUserId ? LineAccountState.Connected
        : await friends.IsAloneAsync(owner, owner.Customer.LineUserId!, cancellationToken) ? LineAccountState.Open
        : LineAccountState.ConnectedByShop;

    private CustomerChange<bool> Counted(CustomerState friend)
    {
        LineLink? counted = (friend.LineLink ?? new LineLink()).AskedOnceMore(clocks.System.GetUtcNow(), LineLink.AsksMax);
        return new CustomerChange<bool>(counted is not null, null, counted is null ? [] : [LineLinkRows.Change(friend.CustomerId, counted)]);
    }

    /// <summary>The mail goes to the address that the customer has now: an earlier one may be somebody else's by now.</summary>
    private async Task<string?> OwnerOfAsync(string email, CancellationToken cancellationToken)
    {
        string? customerId = await aliases.LookUpAsync("", new() { Email = email, UpdatedAt = default }, cancellationToken);
        return customerId is not null && (await customers.LoadAsync(customerId, cancellationToken)).Customer.Email == email ? customerId : null;
    }

    private async Task AskAsync(string customerId, string lineUserId, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        Moment now = clocks.Now();
        CustomerEvent asked = new(CustomerEvent.KeyOf(EventType, now.System, null), EventType, now.Shop, shop.Calendar.DateOf(now.Shop), null);
        if (await customers.ChangeAsync(customerId, (state, _) => Task.FromResult(Asked(state, lineUserId, asked, now.System)), cancellationToken))
        {
            await react.RunAsync(customerId, new Cause.EventTold(asked), orchestrations, cancellationToken);
        }
    }

    /// <summary>Whoever asks often, for whichever account, fills nobody's mailbox.</summary>
    private static CustomerChange<bool> Asked(CustomerState state, string lineUserId, CustomerEvent asked, DateTimeOffset now) =>
        (state.LineLink ?? new LineLink()).AskedOnceMore(now, LineLink.MailsMax) is { } counted && !state.Customer.IsForgotten
            ? new CustomerChange<bool>(
                true,
                null,
                [
                    LineLinkRows.Change(state.CustomerId, counted.Ended() with { Wanted = lineUserId, AskedAt = now }),
                    new EntityChange.Insert(EventRows.Row(state.CustomerId, asked)),
                ])
            : new CustomerChange<bool>(false, null, []);
}

/// <summary>How it stands with a LINE account on its page.</summary>
public enum LineAccountState
{
    /// <summary>Nobody has it.</summary>
    Unknown,

    /// <summary>It can be connected.</summary>
    Open,

    /// <summary>It was asked for, whether the address is known or not.</summary>
    Asked,

    /// <summary>The friend has asked too often today.</summary>
    TooOften,

    /// <summary>The customer has connected it, and can take it apart.</summary>
    Connected,

    /// <summary>The shop's own system says whose it is.</summary>
    ConnectedByShop,
}
