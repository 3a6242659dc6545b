using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Lets a shop live through its past: in the last month it certifies the day before every night, as a server does.</summary>
/// <param name="happenings">By time.</param>
internal sealed class DemoHistory(SimulatedShop shop, ShopCalendar calendar, IReadOnlyList<Happening> happenings)
{
    /// <summary>Certificates of a whole year would take longer than all that they are about.</summary>
    private const int CertifiedDays = 30;

    private readonly HappeningFeed feed = new(shop, happenings);

    /// <summary>The last day that has a certificate; null when none has.</summary>
    public DateOnly? CertifiedOn { get; private set; }

    /// <summary>Lives until that instant; what is due then is left to the server.</summary>
    /// <param name="progress">Told of every day.</param>
    public async Task RunAsync(DateOnly from, DateTimeOffset end, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        DateOnly last = calendar.DateOf(end);
        for (DateOnly day = from; day <= last; day = day.AddDays(1))
        {
            DateTimeOffset midnight = calendar.StartOf(day);
            await shop.RunUntilAsync(midnight, cancellationToken);
            await EnterAsync(h => h.At <= midnight, cancellationToken);
            await shop.BeginDayAsync(cancellationToken);

            DateTimeOffset certifying = midnight + IssueDueCertificates.AfterMidnight;
            if (day > from && last.DayNumber - day.DayNumber < CertifiedDays && certifying <= end)
            {
                await EnterAsync(h => h.At < certifying, cancellationToken);
                await CertifyAsync(certifying, cancellationToken);
            }

            DateTimeOffset next = calendar.StartOf(day.AddDays(1));
            await EnterAsync(h => day == last ? h.At <= end : h.At < next, cancellationToken);
            progress?.Report(1);
        }

        await shop.RunUntilAsync(end, cancellationToken);
    }

    private async Task EnterAsync(Func<Happening, bool> isDue, CancellationToken cancellationToken)
    {
        foreach (EnteredHappening entered in await feed.EnterAsync(isDue, cancellationToken))
        {
            if (entered.Report.Refused is [{ } refused, ..])
            {
                throw new InvalidOperationException($"A row of the sample from {entered.Happening.At:O} was refused: {refused.Reason}");
            }
        }
    }

    private async Task CertifyAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await shop.RunUntilAsync(instant, cancellationToken);
        await foreach (Issuance issuance in shop.Get<IssueDueCertificates>().RunAsync(cancellationToken))
        {
            CertifiedOn = issuance is Issuance.Issued { Link.Certificate: { Holds: true } certificate }
                ? certificate.Day
                : throw new InvalidOperationException($"A day of the demo's past does not hold: {issuance}");
        }
    }
}
