using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How many customers have their birthday, or the day of their first order, on which day of the year. Reads the rows that lead to
/// those of one month, at most once in <see cref="FreshFor"/>.</summary>
/// <remarks>A row may lead to somebody who has moved away from the day: the nightly repair takes it away.</remarks>
public sealed class CountYearDays(IEntityTables tables, Clocks clocks) : IDisposable
{
    private readonly KeptCounts<int, IReadOnlyList<YearDayCount>> kept = new(clocks, FreshFor);

    /// <summary>On the system clock: birthdays do not change from hour to hour.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>The days of a month on which there is somebody, in order; first those of whom only the month is known.</summary>
    /// <param name="month">1–12.</param>
    public Task<Counted<IReadOnlyList<YearDayCount>>> OfAsync(int month, CancellationToken cancellationToken) =>
        kept.OfAsync(month, () => CountAsync(month, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<YearDayCount>> CountAsync(int month, CancellationToken cancellationToken)
    {
        List<YearDayCount> counts = [];
        for (int day = 0; day <= DateTime.DaysInMonth(LeapYear, month); day++)
        {
            YearDay of = new(month, day);
            YearDayCount count = new(
                of,
                await tables.OfAsync(YearlyIndex.Birthday, of, cancellationToken).CountAsync(cancellationToken),
                day == 0 ? 0 : await tables.OfAsync(YearlyIndex.FirstOrder, of, cancellationToken).CountAsync(cancellationToken));
            if (count is not { Birthdays: 0, FirstOrders: 0 })
            {
                counts.Add(count);
            }
        }

        return counts;
    }

    private const int LeapYear = 2024;
}

/// <summary>Customers of a day of the year.</summary>
/// <param name="Birthdays">Whose birthday it is, ≥ 0.</param>
/// <param name="FirstOrders">Whose first counting order was on it, of any year, ≥ 0.</param>
public sealed record YearDayCount(YearDay Day, int Birthdays, int FirstOrders);
