using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Answers to letters while a server runs: looks at the ledger from time to time, as customers look into their mail.</summary>
internal sealed class DemoAnswers(DemoResponses responses, EnrolledIndex enrolled, CustomerOutcomes outcomes, ShopCalendar calendar, TimeProvider shopClock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(6);

    /// <summary>Below the day that every answer takes: whatever comes by then is known by now.</summary>
    private static readonly TimeSpan LookAhead = TimeSpan.FromHours(12);

    /// <summary>Orders after that instant, by time, each once, without end.</summary>
    public async IAsyncEnumerable<FileOrder> AfterAsync(DateTimeOffset instant, [EnumeratorCancellation] CancellationToken stopping)
    {
        Dictionary<string, FileOrder> coming = new(StringComparer.Ordinal);
        DateTimeOffset told = instant;
        DateOnly lettersFrom = calendar.DateOf(instant).AddDays(-DemoResponses.DaysMax - 1);
        while (true)
        {
            DateTimeOffset now = shopClock.GetUtcNow();
            DateOnly today = calendar.DateOf(now);
            foreach (FileOrder order in await responses.ToLettersAsync(lettersFrom, today, enrolled, outcomes, stopping))
            {
                if (order.Order.OrderedAt > told)
                {
                    coming[order.Order.OrderId] = order;
                }
            }

            DateTimeOffset until = now + LookAhead;
            foreach (FileOrder order in coming.Values.Where(o => o.Order.OrderedAt <= until).OrderBy(o => o.Order.OrderedAt).ToList())
            {
                coming.Remove(order.Order.OrderId);
                yield return order;
            }

            (told, lettersFrom) = (until, today.AddDays(-1));
            await Task.Delay(LookEvery, shopClock, stopping);
        }
    }
}
