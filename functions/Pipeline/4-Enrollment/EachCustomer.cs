using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Does one thing for many customers: one for whom it cannot be done does not stop those behind them.</summary>
internal sealed class EachCustomer
{
    /// <summary>So many one after the other do not fail by themselves: then the round ends, and says why.</summary>
    public const int InARowMax = 100;

    private readonly Lock changing = new();  // several may be done at once
    private readonly List<CustomerFault> failed = [];
    private int inARow;

    /// <summary>For how many it was done.</summary>
    public int Count { get; private set; }

    /// <summary>For whom it was not; to be read when all are done.</summary>
    public IReadOnlyList<CustomerFault> Failed => failed;

    /// <returns>Null when it was done.</returns>
    /// <remarks>Faults that pass, or that are not the customer's, end the round: to try everybody would only repeat them.</remarks>
    public async Task<CustomerFault?> TryAsync(string customerId, Func<Task> act)
    {
        try
        {
            await act();
            lock (changing)
            {
                inARow = 0;
                Count++;
            }

            return null;
        }
        catch (Exception e) when (IsTheirOwn(e) && inARow + 1 < InARowMax)
        {
            CustomerFault fault = new(customerId, e);
            lock (changing)
            {
                inARow++;
                failed.Add(fault);
            }

            return fault;
        }
    }

    private static bool IsTheirOwn(Exception exception) => exception is StorageException { IsTemporary: false } || LedgerLines.IsSpoilt(exception);
}

/// <summary>A customer for whom something could not be done, and will not be until it is mended.</summary>
/// <param name="Exception">Its text may quote what is stored of the customer.</param>
public sealed record CustomerFault(string CustomerId, Exception Exception);

/// <summary>What a round over many customers came to.</summary>
/// <param name="Count">How much was done.</param>
/// <param name="Failed">Who was left behind, to be tried again by a later round.</param>
public sealed record Round(int Count, IReadOnlyList<CustomerFault> Failed);
