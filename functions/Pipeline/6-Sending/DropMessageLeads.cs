using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Removes what leads from messages that are old enough to their place in the ledger: nothing that is told of them later is
/// understood any more. Looks only at what was due on one day.</summary>
public sealed class DropMessageLeads(DueIndex due, MessageIndex messages)
{
    /// <summary>Shop days after a message was due. Longer than its links live, and than any provider tells of it.</summary>
    public const int KeptDays = 200;

    private static readonly Channel[] Channels = Enum.GetValues<Channel>();

    /// <summary>Removes what has become old enough with that day of the shop. Repeating it changes nothing.</summary>
    public async Task RunAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await foreach (DueLead lead in due.OfDayAsync(today.AddDays(-KeptDays), cancellationToken))
        {
            foreach (Channel channel in Channels)
            {
                await messages.RemoveAsync(new SendKey(lead.EnrollmentId, lead.StepId, 0, channel), cancellationToken);
            }
        }
    }
}
