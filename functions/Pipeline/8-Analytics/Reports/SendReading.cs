using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>The messages of a span of days, and what came of them. The work is that of the customers to whom something was due: each of
/// their partitions is read once.</summary>
public sealed class SendReading(IEntityTables tables, DueIndex due, ShopSettings shop)
{
    /// <summary>Which of the rows of one step says what became of it.</summary>
    private static readonly SendState[] Decisive =
        [SendState.Sent, SendState.Claimed, SendState.Held, SendState.Failed, SendState.Expired, SendState.Withheld, SendState.Planned];

    /// <summary>Reads them.</summary>
    /// <param name="window">Within which an order answers a message.</param>
    /// <param name="now">On the shop clock, UTC; what is due later is not in it.</param>
    public async Task<SpanSends> ReadAsync(ReportSpan span, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HashSet<string> customers = new(StringComparer.Ordinal);
        for (DateOnly day = span.From; day <= span.To; day = day.AddDays(1))
        {
            await foreach (DueLead lead in due.OfDayAsync(day, cancellationToken))
            {
                customers.Add(lead.CustomerId);
            }
        }

        SpanSends found = new([], []);
        foreach (string customerId in customers.Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(customerId, cancellationToken) is { } evidence)
            {
                Take(evidence, found, span, window, now);
            }
        }

        return found;
    }

    private async Task<Evidence?> ReadAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return await Evidence.ReadAsync(tables, customerId, cancellationToken);
        }
        catch (Exception e) when (LedgerLines.IsSpoilt(e))
        {
            return null;  // the certificate of the day names them
        }
    }

    private void Take(Evidence evidence, SpanSends found, ReportSpan span, TimeSpan window, DateTimeOffset now)
    {
        ReportCustomer customer = CustomerReading.Of(evidence.State, shop);
        Dictionary<string, Enrollment> enrollments = evidence.State.Enrollments.ToDictionary(e => e.EnrollmentId, StringComparer.Ordinal);
        ILookup<(string, string), SentMessage> messages = evidence.Messages.ToLookup(m => (m.EnrollmentId, m.StepId));
        foreach (IGrouping<(string EnrollmentId, string StepId, int Visit), SendRow> step in evidence.Sends
            .Where(s => s.DueAt <= now && span.Contains(shop.Calendar.DateOf(s.DueAt)))
            .GroupBy(s => (s.Key.EnrollmentId, s.Key.StepId, s.Key.Visit)))
        {
            SendRow row = step.MinBy(s => Array.IndexOf(Decisive, s.State))!;
            bool isClicked = messages[(row.Key.EnrollmentId, row.Key.StepId)].Any(m => m.ClickedAt.Count > 0);
            found.Funnel.Add(new FunnelSend(
                row.Key.EnrollmentId.Split(':')[0],
                enrollments.GetValueOrDefault(row.Key.EnrollmentId)?.Version,
                row.Key.StepId,
                row.State,
                row.Reason,
                isClicked,
                row.State == SendState.Sent && HeldReasons.WentAt(row) is var went && customer.Orders.Any(o => o.At > went && o.At <= went + window)));
        }

        IEnumerable<DateTimeOffset> marketing = evidence.Sends.Where(s => s is { State: SendState.Sent, Purpose: Purpose.Marketing, SettledAt: not null }).Select(s => HeldReasons.WentAt(s)!.Value);
        found.Approaches.AddRange(marketing
            .GroupBy(shop.Calendar.DateOf)
            .Where(day => span.Contains(day.Key))
            .Select(day => new Approach(customer, day.Min())));
    }
}

/// <summary>The messages of a span of days.</summary>
/// <param name="Funnel">Each step of an enrollment that was due in it, once.</param>
/// <param name="Approaches">Each customer and day on which marketing went out, once.</param>
public sealed record SpanSends(List<FunnelSend> Funnel, List<Approach> Approaches);
