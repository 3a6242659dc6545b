using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Turns what is kept of a customer into entries of the timeline.</summary>
internal sealed class TimelineReader(ShopSettings shop)
{
    public IEnumerable<TimelineEntry> Of(CustomerState state) =>
    [
        .. state.Orders.SelectMany(Order),
        .. state.Events.Select(e => new TimelineEntry(e.At, TimelineKind.Event, e.Type, e.Value)),
        .. state.Enrollments.SelectMany(Enrollment),
        .. state.Choices.Where(c => !IsTakenAlong(state, c)).Select(Choice),
        .. state.Sends.Values.Select(SendRows.Row).Select(Send),
    ];

    /// <summary>What a state leaves out: every statement of consent, the moves of ranks, what became of messages and what people wrote. Null for other rows.</summary>
    public static TimelineEntry? OfRow(Entity row)
    {
        if (row.RowKey.StartsWith(RowKeys.Under("consent"), StringComparison.Ordinal))
        {
            Consent consent = CustomerRows.Consent(row);
            return new TimelineEntry(consent.At, TimelineKind.Consent, consent.State.ToString(), consent.Source) { Subject = consent.Topic, Channel = consent.Channel.ToString() };
        }

        if (row.RowKey.StartsWith(RowKeys.Under(DeliveryRows.Kind), StringComparison.Ordinal))
        {
            return Delivery(DeliveryRows.Fact(row));
        }

        if (row.RowKey.StartsWith(NoteRows.Prefix, StringComparison.Ordinal))
        {
            CustomerNote note = NoteRows.Note(row);
            return new TimelineEntry(note.At, TimelineKind.Note, note.Kind.ToString(), note.Text) { Subject = note.About, By = note.By };
        }

        return row.RowKey.StartsWith(RowKeys.Under("move"), StringComparison.Ordinal)
            ? new TimelineEntry(row.Instant("At")!.Value, TimelineKind.RankMove, Move(row.Text("From"), row.Text("To")!), row.Text("Cause")) { Subject = row.Text("ModelId") }
            : null;
    }

    private static TimelineEntry Delivery(DeliveryFact fact) => new(fact.At, TimelineKind.Delivery, fact.Kind.ToString(), fact.Reason ?? fact.Link)
    {
        Subject = fact.MessageId,
        EnrollmentId = fact.Key.EnrollmentId,
        StepId = fact.Key.StepId,
        Channel = fact.Key.Channel.ToString(),
    };

    private static string Move(string? from, string to) => from is null ? to : $"{from} → {to}";

    private IEnumerable<TimelineEntry> Order(LedgerOrder kept)
    {
        Order order = kept.Order;
        yield return new TimelineEntry(order.OrderedAt, TimelineKind.Order, order.Status.ToString(), shop.Orders.Exclusion(order)?.ToString())
        {
            Subject = order.OrderId,
            AmountMinor = shop.Orders.ChargedMinor(order),
        };
        foreach (Domain.Intake.Refund refund in kept.Refunds)
        {
            yield return new TimelineEntry(refund.At, TimelineKind.Refund, "Refunded", null) { Subject = order.OrderId, AmountMinor = refund.AmountMinor };
        }
    }

    private static IEnumerable<TimelineEntry> Enrollment(Enrollment enrollment)
    {
        TimelineEntry began = new(enrollment.EnrolledAt, TimelineKind.Enrollment, enrollment.State.ToString(), enrollment.Continues ? nameof(EndReason.NewVersion) : enrollment.MovedFrom ?? enrollment.BusinessKey)
        {
            Subject = string.Create(CultureInfo.InvariantCulture, $"{enrollment.JourneyId} v{enrollment.Version}"),
            EnrollmentId = enrollment.EnrollmentId,
        };
        yield return began;
        if (enrollment.GoalAt is { } goalAt)
        {
            yield return began with { At = goalAt, Kind = TimelineKind.Goal, What = "GoalReached", Reason = null };
        }

        if (enrollment is { End: { } end, EndedAt: { } endedAt })
        {
            yield return began with { At = endedAt, Kind = TimelineKind.End, What = "Ended", Reason = end.ToString() };
        }
    }

    /// <summary>Whether it was made in another version, where it is told.</summary>
    private static bool IsTakenAlong(CustomerState state, Choice choice) =>
        state.Enrollment(choice.EnrollmentId) is { Continues: true, EnrolledAt: var since } && choice.At < since;

    private static TimelineEntry Choice(Choice choice) =>
        new(choice.At, TimelineKind.Choice, choice.Arm == Domain.Enrollments.Choice.None ? "None" : string.Create(CultureInfo.InvariantCulture, $"Arm{choice.Arm + 1}"), choice.ArmId)
        {
            Subject = choice.ExperimentId,
            EnrollmentId = choice.EnrollmentId,
            StepId = choice.StepId,
        };

    /// <summary>What is planned stands where it is planned for.</summary>
    private static TimelineEntry Send(SendRow row) =>
        new(row.SettledAt ?? row.ClaimedAt ?? row.DeferredUntil ?? row.DueAt, TimelineKind.Send, row.State.ToString(), row.Reason)
        {
            Subject = row.MessageId,
            EnrollmentId = row.Key.EnrollmentId,
            StepId = row.Key.StepId,
            Channel = row.Key.Channel.ToString(),
            FallbackFrom = row.Fallback?.From.ToString(),
            FallbackReason = row.Fallback?.Reason.ToString(),
            DueAt = row.DueAt,
        };
}
