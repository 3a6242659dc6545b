using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.App.Api;

/// <summary>An amount.</summary>
/// <param name="Amount">In the currency's minor units: yen for JPY, pence for GBP.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
internal sealed record ApiMoney(long Amount, string Currency)
{
    public static ApiMoney Of(long minor, Currency currency) => new(minor, currency.Code);
}
