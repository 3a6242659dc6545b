using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Lets a shop live through its past: in the last month it certifies the day before every night, as a server does.</summary>
/// <param name="happenings">By time.</param>
/// <param name="responses">What follows from letters; null where nothing does.</param>
internal sealed class DemoHistory(SimulatedShop shop, ShopCalendar calendar, IReadOnlyList<Happening> happenings, DemoResponses? responses)
{
    /// <summary>Certificates of a whole year would take longer than all that they are about.</summary>
    private const int CertifiedDays = 30;

    private readonly HappeningFeed feed = new(shop, happenings);
    private readonly SimulatedBroadcasts broadcasts = new(shop);

    /// <summary>The last day that has a certificate; null when none has.</summary>
    public DateOnly? CertifiedOn { get; private set; }

    /// <summary>Orders that were not in the sample.</summary>
    public int Responses { get; private set; }

    /// <summary>Lives until that instant; what is due then is left to the server.</summary>
    /// <param name="progress">Told of every day.</param>
    public async Task RunAsync(DateOnly from, DateTimeOffset end, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        DateOnly last = calendar.DateOf(end);
        for (DateOnly day = from; day <= last; day = day.AddDays(1))
        {
            DateTimeOffset midnight = calendar.StartOf(day);
            await shop.RunUntilAsync(midnight, cancellationToken);
            await RespondAsync(day.AddDays(-1), end, cancellationToken);
            await EnterAsync(h => h.At <= midnight, cancellationToken);
            await shop.BeginDayAsync(cancellationToken);

            DateTimeOffset certifying = midnight + IssueDueCertificates.AfterMidnight;
            if (day > from && last.DayNumber - day.DayNumber < CertifiedDays && certifying <= end)
            {
                await EnterAsync(h => h.At < certifying, cancellationToken);
                await CertifyAsync(certifying, cancellationToken);
            }

            DateTimeOffset next = calendar.StartOf(day.AddDays(1));
            await BroadcastAsync(midnight, day == last ? end : next, cancellationToken);
            await EnterAsync(h => day == last ? h.At <= end : h.At < next, cancellationToken);
            progress?.Report(1);
        }

        await shop.RunUntilAsync(end, cancellationToken);
    }

    /// <summary>Lets those broadcasts begin, and customers enter them, whose moment lies within these times.</summary>
    private async Task BroadcastAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (await broadcasts.NextAsync(from, until, cancellationToken) is { } next)
        {
            await EnterAsync(h => h.At <= next, cancellationToken);
            await shop.RunUntilAsync(next, cancellationToken);
            await broadcasts.RunAsync(cancellationToken);
        }
    }

    /// <summary>Later answers are told by the server's companion.</summary>
    private async Task RespondAsync(DateOnly lettersOf, DateTimeOffset end, CancellationToken cancellationToken)
    {
        if (responses is not null)
        {
            FileOrder[] answers = [.. (await responses.ToLettersAsync(lettersOf, lettersOf, shop.Get<EnrolledIndex>(), shop.Get<CustomerOutcomes>(), cancellationToken))
                .Where(a => a.Order.OrderedAt <= end)];
            feed.Add(answers.Select(a => new Happening.OrderPlaced(a)));
            Responses += answers.Length;
        }
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
