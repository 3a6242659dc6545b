namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Sums over counting orders.</summary>
/// <param name="Customers">Those who have at least one of them.</param>
internal readonly record struct OrderSums(long RevenueMinor, long Orders, long Customers)
{
    public static OrderSums operator +(OrderSums left, OrderSums right) => checked(
        new OrderSums(left.RevenueMinor + right.RevenueMinor, left.Orders + right.Orders, left.Customers + right.Customers));

    public static OrderSums operator -(OrderSums left, OrderSums right) => checked(
        new OrderSums(left.RevenueMinor - right.RevenueMinor, left.Orders - right.Orders, left.Customers - right.Customers));
}

/// <summary>The counting orders of one customer on one day.</summary>
internal readonly record struct DayOrders(DateOnly On, long RevenueMinor, int Orders);
