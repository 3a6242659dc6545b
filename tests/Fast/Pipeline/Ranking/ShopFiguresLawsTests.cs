using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>Figures that are kept current are those that a reckoning from scratch gives.</summary>
public sealed class ShopFiguresLawsTests
{
    private static readonly DateOnly First = new(2026, 11, 21);

    private enum Kind
    {
        Buy,
        Cancel,
        Refund,
        NextDay,
        DayBack,
        Restart,
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Figures_AfterAnythingThatMayHappen_AreThoseOfAllOrdersBeforeTheDay(bool isAlone)
    {
        Gen<Happening> happenings =
            from kind in Gen.Frequency((6, Gen.Constant(Kind.Buy)), (1, Gen.Constant(Kind.Cancel)), (2, Gen.Constant(Kind.Refund)), (3, Gen.Constant(Kind.NextDay)), (1, Gen.Constant(Kind.DayBack)), (1, Gen.Constant(Kind.Restart)))
            from who in Gen.Choose(0, 3)
            from day in Gen.Choose(-3, 2)
            from yen in Gen.Choose(0, 9)
            select new Happening(kind, who, day, yen * 1000);
        Law.Holds(happenings.ListOf(25), all => Task.Run(() => HoldsAsync([.. all], isAlone)).GetAwaiter().GetResult());
    }

    private static async Task<bool> HoldsAsync(Happening[] happenings, bool isAlone)
    {
        RankWorld world = new(Shop.Preset("six-rank"));
        RankProcess shop = new(world, isAlone: isAlone);
        List<Known> orders = [];
        Dictionary<DateOnly, ShopFigures> seen = [];
        DateOnly today = First;
        foreach (Happening happening in happenings)
        {
            today = today.AddDays(happening.Kind switch { Kind.NextDay => 1, Kind.DayBack => -1, _ => 0 });
            world.SetDay(today);
            shop = happening.Kind == Kind.Restart ? new RankProcess(world, isAlone: isAlone) : shop;
            seen.TryAdd(today, Sum(orders, today));
            if (await shop.Figures.OfAsync(today, default) != seen[today])
            {
                return false;
            }

            await HappenAsync(shop, orders, happening, today);
        }

        return true;
    }

    private static async Task HappenAsync(RankProcess shop, List<Known> orders, Happening happening, DateOnly today)
    {
        int which = orders.Count == 0 ? -1 : happening.Yen / 1000 % orders.Count;
        switch (happening.Kind)
        {
            case Kind.Buy:
                orders.Add(new Known($"c-{happening.Who}", today.AddDays(happening.Day), happening.Yen));
                await shop.BuyAsync($"c-{happening.Who}", $"o-{orders.Count - 1}", today.AddDays(happening.Day), happening.Yen);
                break;
            case Kind.Cancel when which >= 0:
                orders[which] = orders[which] with { IsCancelled = true };
                await shop.BuyAsync(orders[which].Customer, $"o-{which}", orders[which].On, orders[which].Yen, OrderStatus.Cancelled, version: 2);
                break;
            case Kind.Refund when which >= 0:
                int count = orders[which].Refunds + 1;
                orders[which] = orders[which] with { Refunds = count };
                await shop.RefundAsync($"o-{which}", $"r-{count}", 2_500);
                break;
        }
    }

    private static ShopFigures Sum(List<Known> orders, DateOnly day)
    {
        Known[] counting = [.. orders.Where(o => o.On < day && !o.IsCancelled && (o.Refunds == 0 || o.Refunds * 2_500 < o.Yen))];
        return new ShopFigures(Currency.Yen, counting.Sum(o => (long)o.Yen - (o.Refunds * 2_500)), counting.Length, counting.Select(o => o.Customer).Distinct().Count());
    }

    private sealed record Happening(Kind Kind, int Who, int Day, int Yen);

    private sealed record Known(string Customer, DateOnly On, int Yen, bool IsCancelled = false, int Refunds = 0);
}
