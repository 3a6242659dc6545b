using System.Runtime.CompilerServices;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Certifies the days that are over and not certified yet; then looks again at those of the last week whose certificate
/// does not hold. Repeating it changes nothing.</summary>
public sealed class IssueDueCertificates(IssueCertificate issue, CertificateStore store, ShopSettings shop, Clocks clocks)
{
    /// <summary>What was due in the last minutes of a day is settled by then.</summary>
    public static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(30);

    private const int DaysAgain = 7;

    /// <summary>Certificates that are new, and days that contradict theirs.</summary>
    public async IAsyncEnumerable<Issuance> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateOnly last = LastDay(clocks.Shop.GetUtcNow());
        ChainHead? head = await store.HeadAsync(cancellationToken);
        DateOnly first = head?.LastDay.AddDays(1) ?? last;
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            yield return await issue.RunAsync(day, cancellationToken);
        }

        for (DateOnly day = first.AddDays(-DaysAgain); first <= last && day < first; day = day.AddDays(1))
        {
            Issuance? again = await store.OfDayAsync(day, cancellationToken) is { Link.Certificate.Holds: false }
                ? await issue.RunAsync(day, cancellationToken)
                : null;
            if (again is Issuance.Issued or Issuance.Contradicted)
            {
                yield return again;
            }
        }
    }

    /// <summary>The latest day that may be certified.</summary>
    private DateOnly LastDay(DateTimeOffset now)
    {
        DateOnly today = shop.Calendar.DateOf(now);
        return now - shop.Calendar.StartOf(today) >= AfterMidnight ? today.AddDays(-1) : today.AddDays(-2);
    }
}
