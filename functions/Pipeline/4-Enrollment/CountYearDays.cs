using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How many customers have their birthday, or the day of their first order, on which day of the year. Reads the rows that lead to
/// those of one month, at most once in <see cref="FreshFor"/>.</summary>
/// <remarks>A row may lead to somebody who has moved away from the day: the nightly repair takes it away.</remarks>
public sealed class CountYearDays(IEntityTables tables, Clocks clocks) : IDisposable
{
    private const int LeapYear = 2024;

    /// <summary>A day has a partition for each of its shards, a month about a thousand: one after the other they would keep a person waiting.</summary>
    private const int AtOnce = 16;

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
        YearDay[] days = [.. Enumerable.Range(0, DateTime.DaysInMonth(LeapYear, month) + 1).Select(d => new YearDay(month, d))];
        int[] birthdays = new int[days.Length];
        int[] firstOrders = new int[days.Length];
        SideBySide several = new(AtOnce);
        try
        {
            foreach ((int at, YearDay day) in days.Index())
            {
                await several.AddAsync(() => CountInto(birthdays, at, YearlyIndex.Birthday, day));
                await (day.Day == 0 ? Task.CompletedTask : several.AddAsync(() => CountInto(firstOrders, at, YearlyIndex.FirstOrder, day)));
            }
        }
        finally
        {
            await several.EndAsync();
        }

        return [.. days.Select((d, at) => new YearDayCount(d, birthdays[at], firstOrders[at])).Where(c => c is not { Birthdays: 0, FirstOrders: 0 })];

        async Task CountInto(int[] counts, int at, string index, YearDay day) => counts[at] = await tables.OfAsync(index, day, cancellationToken).CountAsync(cancellationToken);
    }
}

/// <summary>Customers of a day of the year.</summary>
/// <param name="Birthdays">Whose birthday it is, ≥ 0.</param>
/// <param name="FirstOrders">Whose first counting order was on it, of any year, ≥ 0.</param>
public sealed record YearDayCount(YearDay Day, int Birthdays, int FirstOrders);
