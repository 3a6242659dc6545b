using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Intake;

/// <summary>What a shop told us, in our own words. Each is safe to apply twice, and in any order.</summary>
public abstract record ShopEvent
{
    private ShopEvent()
    {
    }

    /// <summary>An order was placed, paid, changed or cancelled.</summary>
    /// <param name="Customer">Null when the source hides who bought: the order then belongs to nobody that can be followed up.</param>
    public sealed record OrderChanged(SourceOrder Order, SourceCustomer? Customer) : ShopEvent;

    /// <summary>What an order that was told without its goods consists of. Says nothing else of it; an order that is not known stays unknown.</summary>
    /// <param name="Lines">All of them, one or more.</param>
    public sealed record LinesTold(string OrderId, IReadOnlyList<OrderLine> Lines) : ShopEvent;

    /// <summary>The source has taken the order away, and says no more of it; one that it does not know of yet stays unknown.</summary>
    /// <param name="At">When it was taken away, UTC: a description written later holds.</param>
    public sealed record OrderRemoved(string OrderId, DateTimeOffset At) : ShopEvent;

    /// <summary>Money went back, told without the order itself; may arrive before the order.</summary>
    public sealed record RefundIssued(string OrderId, Refund Refund) : ShopEvent;

    /// <summary>A customer registered or changed.</summary>
    public sealed record CustomerChanged(SourceCustomer Customer) : ShopEvent;

    /// <summary>A customer did something other than buying.</summary>
    public sealed record EventTold(SourceCustomer Customer, SourceEvent Event) : ShopEvent;

    /// <summary>A provider tells what became of a message.</summary>
    public sealed record DeliveryTold(DeliveryEvent Event) : ShopEvent;

    /// <summary>A customer blocks the shop on a channel (ブロック), or no longer does.</summary>
    /// <param name="Customer">With the address on the channel, or nothing can be done.</param>
    /// <param name="Event">As what it is remembered; of several the latest holds.</param>
    public sealed record BlockTold(SourceCustomer Customer, Channel Channel, SourceEvent Event, bool IsBlocked) : ShopEvent;

    /// <summary>LINE tells how connecting an account ended (アカウント連携).</summary>
    /// <param name="LineUserId">The account; null when it failed, or LINE does not name it.</param>
    /// <param name="Nonce">As it was handed to LINE.</param>
    public sealed record LineLinkTold(string? LineUserId, string Nonce, SourceEvent Event) : ShopEvent;

    /// <summary>The customer asks to be forgotten: identity, payloads and addresses go, enrollments end; amounts without a name stay.</summary>
    /// <param name="OrderIds">Orders that the source names; may be empty.</param>
    public sealed record CustomerErased(SourceCustomer Customer, IReadOnlyList<string> OrderIds) : ShopEvent;

    /// <summary>The customer asks for everything that is kept of them; the operator hands out the export.</summary>
    public sealed record DataRequested(SourceCustomer Customer, IReadOnlyList<string> OrderIds) : ShopEvent;

    /// <summary>The shop has left the source: everybody known through it is exported and erased.</summary>
    public sealed record ShopErased(string ShopName) : ShopEvent;
}
