using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>What a shop tells. Minutes count from noon in Tokyo on 21 November 2026.</summary>
internal static class Told
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    /// <param name="minute">When the description was written.</param>
    /// <param name="orderedAt">Minute of the purchase.</param>
    public static SourceOrder Order(string id, int minute, OrderStatus status = OrderStatus.Paid, int orderedAt = -10) => new()
    {
        OrderId = id,
        OrderedAt = At(orderedAt),
        UpdatedAt = At(minute),
        Currency = Currency.Yen,
        TotalMinor = 5000,
        Status = status,
    };

    public static SourceCustomer Account(string id, int minute, string? email = null) => new() { ExternalId = id, Email = email, UpdatedAt = At(minute) };

    public static SourceCustomer Guest(string email, int minute) => new() { Email = email, UpdatedAt = At(minute) };

    public static SourceCustomer Agreeing(this SourceCustomer customer, int minute, Channel channel = Channel.Email, ConsentState state = ConsentState.Granted) =>
        customer with { Consents = [.. customer.Consents, new Consent(channel, state, At(minute), "form")] };

    public static ShopEvent Bought(this SourceCustomer? customer, SourceOrder order) => new ShopEvent.OrderChanged(order, customer);

    public static Refund Refund(string id, long yen, int minute = 30) => new(id, yen, Currency.Yen, At(minute));
}
