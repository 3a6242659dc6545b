using FollowUpFlows.Domain.Intake;

namespace FollowUpFlows.Cli.Demo;

/// <summary>What is bought after a demo's past has ended: what was bought a year before, on the same day of the week at the same time,
/// year after year.</summary>
/// <param name="orders">Of the past, by time.</param>
/// <param name="end">When the past ended.</param>
internal sealed class DemoOrders(IReadOnlyList<FileOrder> orders, DateTimeOffset end)
{
    /// <summary>Whole weeks.</summary>
    private static readonly TimeSpan Year = TimeSpan.FromDays(364);

    private readonly FileOrder[] lastYear = [.. orders.Where(o => o.Order.OrderedAt > end - Year && o.Order.OrderedAt <= end)];

    /// <summary>Orders after that instant, by time, without end; each under the same id whenever it is asked for. None where a year
    /// had none.</summary>
    public IEnumerable<FileOrder> After(DateTimeOffset instant)
    {
        for (int year = Math.Max(1, 1 + (int)Math.Floor((instant - end) / Year)); lastYear.Length > 0; year++)
        {
            foreach (FileOrder order in lastYear.Where(o => o.Order.OrderedAt + (year * Year) > instant))
            {
                DateTimeOffset at = order.Order.OrderedAt + (year * Year);
                string id = $"{order.Order.OrderId}-{year + 1}";
                yield return order with { Order = order.Order with { OrderId = id, OrderedAt = at, UpdatedAt = at } };
            }
        }
    }
}
