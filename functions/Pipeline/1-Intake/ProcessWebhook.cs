using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Applies an accepted webhook: reads it, enters it into the ledger, enrolls and starts. Every part can be repeated, so a
/// message that failed halfway is simply processed again.</summary>
public sealed class ProcessWebhook(
    ShopSources sources,
    Inbox inbox,
    RecordOrder ledger,
    RecordEvents events,
    ReactToChange react,
    AnswerPrivacy privacy,
    RecordDelivery deliveries,
    AskForConfirmation ask,
    ConnectLine connect,
    CustomerAliases aliases,
    CustomerTraces traces,
    Suppressions suppressions,
    NoteChanges changes,
    ShopSettings shop,
    Clocks clocks)
{
    /// <summary>Settles the message.</summary>
    /// <returns>What became of it; null when there is no such message.</returns>
    public async Task<InboxState?> RunAsync(InboxId id, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (await inbox.FindAsync(id, cancellationToken) is not { } message)
        {
            return null;
        }

        if (message.State != InboxState.Received)
        {
            return message.State;
        }

        (InboxState state, string? reason) = await ApplyAsync(message, orchestrations, cancellationToken);
        if (state != InboxState.Review && sources.Find(id.SourceId)?.Source.ForgetsBodies == true)
        {
            await inbox.ForgetAsync(id, state, cancellationToken);
        }

        await inbox.SetAsync(id, state, reason, clocks.System.GetUtcNow(), cancellationToken);
        return state;
    }

    private async Task<(InboxState State, string? Reason)> ApplyAsync(InboxMessage message, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        WebhookRequest request = await inbox.RequestAsync(message.Id, cancellationToken);
        if ((sources.Find(message.Id.SourceId) ?? AcceptEvents.TakerOf(sources, message.Id, request)) is not { } source)
        {
            return (InboxState.Review, AcceptEvents.IsUnrouted(message.Id)
                ? "no source takes events of this topic; name the topic under Sources:NAME:Topics"
                : $"the source '{message.Id.SourceId}' is no longer configured");
        }

        switch (source.Source.Read(request, message.ReceivedAt))
        {
            case WebhookReading.Ignored ignored:
                return (InboxState.Ignored, ignored.Reason);
            case WebhookReading.Unreadable unreadable:
                return (InboxState.Review, unreadable.Reason);
            case WebhookReading.Noticed noticed:
                return await NoteAsync(message.Id, noticed.Notices, cancellationToken);
            case WebhookReading.Understood { Events: [var asked, ..] } when AnswerPrivacy.IsAsked(asked):
                return await AnswerAsync(message.Id, source, asked, orchestrations, cancellationToken);
            case WebhookReading.Understood understood when understood.Events.Select(Objection).FirstOrDefault(o => o is not null) is { } objection:
                return (InboxState.Review, objection);
            case WebhookReading.Understood understood:
                (InboxState State, string? Reason) applied = await ApplyAsync(message.Id, source, understood.Events, orchestrations, cancellationToken);
                await FetchAsync(message.Id, understood.Missing, cancellationToken);
                return understood.Fault is { } fault ? (InboxState.Review, fault) : applied;
            default:
                throw new InvalidOperationException("A webhook is understood, a notice, ignored or unreadable.");
        }
    }

    private async Task<(InboxState State, string? Reason)> NoteAsync(InboxId id, IReadOnlyList<ShopNotice> notices, CancellationToken cancellationToken)
    {
        if (!changes.CanFetch(id.SourceId))
        {
            return (InboxState.Review, $"the shop says that something changed, and nothing says how to ask it what; set what belongs under Sources:{id.SourceId}:Api");
        }

        await FetchAsync(id, notices, cancellationToken);
        return (InboxState.Processed, null);
    }

    private async Task FetchAsync(InboxId id, IReadOnlyList<ShopNotice> notices, CancellationToken cancellationToken)
    {
        foreach (ShopNotice notice in changes.CanFetch(id.SourceId) ? notices : [])
        {
            await changes.RunAsync(id, notice, cancellationToken);
        }
    }

    private async Task<(InboxState State, string? Reason)> AnswerAsync(
        InboxId id, SourceSettings source, ShopEvent asked, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        bool isAnybody = await privacy.RunAsync(source, asked, orchestrations, cancellationToken);
        InboxState state = isAnybody ? InboxState.Processed : InboxState.Ignored;
        await inbox.ForgetAsync(id, state, cancellationToken);  // the request itself says who asks
        return (state, isAnybody ? null : "nobody is known whom the message names");
    }

    private async Task<(InboxState State, string? Reason)> ApplyAsync(
        InboxId id,
        SourceSettings source,
        IReadOnlyList<ShopEvent> events,
        IOrchestrations orchestrations,
        CancellationToken cancellationToken)
    {
        bool isAnybody = false;
        foreach (ShopEvent each in events)
        {
            isAnybody |= await ApplyAsync(source, each, orchestrations, cancellationToken);
            if (CustomerOf(each) is { } named && await aliases.LookUpAsync(source.IdentityKind, named, cancellationToken) is { } customerId)
            {
                await traces.AddMessageAsync(customerId, id.ToString(), cancellationToken);  // before it is settled: it must be found at an erasure
            }
        }

        return isAnybody ? (InboxState.Processed, null) : (InboxState.Ignored, "the message names no customer");
    }

    private async Task<bool> ApplyAsync(SourceSettings source, ShopEvent each, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        switch (each)
        {
            case ShopEvent.OrderChanged changed:
                SourceCustomer? buyer = changed.Customer is null ? null : changed.Customer with { MustConfirm = source.ConfirmsConsent };
                string? owner = await ledger.OrderAsync(source.SourceId, source.IdentityKind, changed.Order, buyer, cancellationToken);
                await AskAsync(source, buyer, owner, orchestrations, cancellationToken);
                return await ReactAsync(owner, new Cause.OrderEntered(source.SourceId, changed.Order.OrderId), orchestrations, cancellationToken);
            case ShopEvent.RefundIssued refund:
                string? refunded = await ledger.RefundAsync(source.SourceId, refund.OrderId, refund.Refund, cancellationToken);
                await ReactAsync(refunded, new Cause.OrderEntered(source.SourceId, refund.OrderId), orchestrations, cancellationToken);
                return true;
            case ShopEvent.LinesTold lines:
                string? buys = await ledger.LinesAsync(source.SourceId, lines.OrderId, lines.Lines, cancellationToken);
                return await ReactAsync(buys, new Cause.OrderEntered(source.SourceId, lines.OrderId), orchestrations, cancellationToken);
            case ShopEvent.OrderRemoved removed:
                string? left = await ledger.RemovalAsync(source.SourceId, removed.OrderId, removed.At, cancellationToken);
                return await ReactAsync(left, new Cause.OrderEntered(source.SourceId, removed.OrderId), orchestrations, cancellationToken);
            case ShopEvent.CustomerChanged changed:
                SourceCustomer described = changed.Customer with { MustConfirm = source.ConfirmsConsent };
                string? known = await ledger.CustomerAsync(source.IdentityKind, described, cancellationToken);
                await AskAsync(source, described, known, orchestrations, cancellationToken);
                Cause cause = changed.Customer.RegisteredAt is { } registeredAt ? new Cause.Registered(registeredAt) : new Cause.Look();
                return await ReactAsync(known, cause, orchestrations, cancellationToken);
            case ShopEvent.EventTold told:
                return await EnterEventAsync(source, told.Customer, told.Event, orchestrations, cancellationToken);
            case ShopEvent.DeliveryTold told:
                return await deliveries.RunAsync(told.Event, cancellationToken);
            case ShopEvent.LineLinkTold told:
                return await connect.RunAsync(told, cancellationToken) is var (linked, happened)
                    && await ReactAsync(linked, new Cause.EventTold(happened), orchestrations, cancellationToken);
            case ShopEvent.BlockTold told:
                return await EnterBlockAsync(source, told, orchestrations, cancellationToken);
            default:
                return false;
        }
    }

    private async Task AskAsync(SourceSettings source, SourceCustomer? said, string? customerId, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (source.ConfirmsConsent && customerId is not null && said is { Consents.Count: > 0 })
        {
            await ask.RunAsync(customerId, orchestrations, cancellationToken);
        }
    }

    /// <summary>First the suppression, which holds whoever the address belongs to. Somebody who blocks the shop and was never known to it
    /// stays unknown.</summary>
    private async Task<bool> EnterBlockAsync(SourceSettings source, ShopEvent.BlockTold told, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if ((told.Channel == Channel.Email ? told.Customer.Email : told.Customer.LineUserId) is not { } address)
        {
            return false;
        }

        await suppressions.NoteBlockAsync(told.Channel, address, told.IsBlocked, told.Event.At, cancellationToken);
        bool isStranger = told.IsBlocked && await aliases.LookUpAsync(source.IdentityKind, told.Customer, cancellationToken) is null;
        return isStranger || await EnterEventAsync(source, told.Customer, told.Event, orchestrations, cancellationToken);
    }

    private async Task<bool> EnterEventAsync(
        SourceSettings source, SourceCustomer customer, SourceEvent told, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (await ledger.CustomerAsync(source.IdentityKind, customer, cancellationToken) is not { } customerId)
        {
            return false;
        }

        CustomerEvent entered = CustomerEvent.Of(told, shop.Calendar);
        await events.RunAsync(customerId, [entered], cancellationToken);
        return await ReactAsync(customerId, new Cause.EventTold(entered), orchestrations, cancellationToken);
    }

    /// <returns>Whether there is anybody to react for.</returns>
    private async Task<bool> ReactAsync(string? customerId, Cause cause, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (customerId is null)
        {
            return false;
        }

        await react.RunAsync(customerId, cause, orchestrations, cancellationToken);
        return true;
    }

    /// <summary>Why a person must look before anything is applied; null when all is well.</summary>
    private string? Objection(ShopEvent each) => each switch
    {
        ShopEvent.OrderChanged changed when Foreign(changed.Order.Currency) is { } foreign => foreign,
        ShopEvent.OrderChanged changed => changed.Order.Refunds.Select(r => Foreign(r.Currency)).FirstOrDefault(f => f is not null),
        ShopEvent.RefundIssued refund => Foreign(refund.Refund.Currency),
        _ => null,
    };

    internal static SourceCustomer? CustomerOf(ShopEvent each) => each switch
    {
        ShopEvent.OrderChanged changed => changed.Customer,
        ShopEvent.CustomerChanged changed => changed.Customer,
        ShopEvent.EventTold told => told.Customer,
        ShopEvent.BlockTold told => told.Customer,
        ShopEvent.LineLinkTold { LineUserId: { } linked } => new SourceCustomer { LineUserId = linked, UpdatedAt = default },
        _ => null,
    };

    private string? Foreign(Currency? currency) => currency is null || currency == shop.Currency
        ? null
        : $"the amounts are in {currency}, the shop's currency is {shop.Currency}";
}
