using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Compares the index rows of customers with the customers, and mends them.</summary>
public sealed class RepairIndexes(IEntityTables tables, CustomerStore customers, RankCustomer ranking, CustomerRoll roll, Clocks clocks)
{
    /// <summary>Looks at some customers; the caller goes through all of them, a page at a time.</summary>
    /// <param name="rerank">Looks at the customer again and keeps what it sees.</param>
    /// <returns>The number of customers whose rows were not right.</returns>
    public async Task<int> RunAsync(IEnumerable<string> customerIds, Func<string, CancellationToken, Task> rerank, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (string customerId in customerIds)
        {
            count += await MendAsync(customerId, rerank, cancellationToken) ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> MendAsync(string customerId, Func<string, CancellationToken, Task> rerank, CancellationToken cancellationToken)
    {
        await roll.RefreshAsync(customerId, cancellationToken);
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        if (state.Profile is null)
        {
            return false;
        }

        DateTimeOffset now = clocks.Shop.GetUtcNow();
        RankReview review = await ranking.LookAsync(state, now, cancellationToken);
        bool isMended = review.Rows(state, now).Count > 0;
        if (isMended)
        {
            await rerank(customerId, cancellationToken);
        }

        foreach (DateOnly day in review.Entry.LastOrderDays)
        {
            isMended |= await MendAsync(RankIndex.LastOrder, day, customerId, cancellationToken);
        }

        isMended |= await MendAsync(YearlyIndex.Birthday, YearlyIndex.DayOf(state.Customer.Birthday), customerId, cancellationToken);
        isMended |= await MendAsync(YearlyIndex.FirstOrder, review.Entry.FirstOn is { } firstOn ? YearDay.Of(firstOn) : null, customerId, cancellationToken);
        return (review.Entry.DueOn is { } dueOn && await MendAsync(RankIndex.Due, dueOn, customerId, cancellationToken)) || isMended;
    }

    private async Task<bool> MendAsync(string index, DateOnly day, string customerId, CancellationToken cancellationToken)
    {
        if (await tables.ContainsAsync(index, day, customerId, cancellationToken))
        {
            return false;
        }

        await tables.AddAsync(index, day, customerId, clocks.System.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task<bool> MendAsync(string index, YearDay? day, string customerId, CancellationToken cancellationToken)
    {
        if (day is not { } known || await tables.ContainsAsync(index, known, customerId, cancellationToken))
        {
            return false;
        }

        await tables.AddAsync(index, known, customerId, cancellationToken);
        return true;
    }
}
