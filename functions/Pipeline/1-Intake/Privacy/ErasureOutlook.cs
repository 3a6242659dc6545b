using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>What <see cref="EraseCustomer"/> would do to a customer: what goes, what ends, and what stays under the id without a name.</summary>
/// <param name="Orders">Stay, with their amounts: sales must add up, and the law wants books kept.</param>
/// <param name="Sends">Settled rows of the send ledger that stay, without their text: certificates count them.</param>
/// <param name="Running">Journeys that end.</param>
/// <param name="Planned">Messages that were to come, and do not.</param>
/// <param name="Addresses">Of which a hash stays, so that nothing is ever sent there by mistake.</param>
/// <param name="Notes">Go, as do identity, addresses, tags, and the texts of messages and webhooks.</param>
/// <param name="ProofDays">So long statements of consent stay provable, by the hash of the address; 0 when none stays.</param>
public sealed record ErasureOutlook(int Orders, int Sends, int Running, int Planned, IReadOnlyList<Channel> Addresses, int Notes, int ProofDays)
{
    /// <param name="life">Of somebody who was not forgotten yet.</param>
    public static ErasureOutlook Of(CustomerLife life, ShopSettings shop)
    {
        CustomerState state = life.State;
        List<SendRow> sends = [.. state.Sends.Values.Select(SendRows.Row)];
        Channel[] addresses =
        [
            .. new[] { (Channel.Email, state.Customer.Email), (Channel.Line, state.Customer.LineUserId) }.Where(a => a.Item2 is not null).Select(a => a.Item1),
        ];
        bool isProven = addresses.Any(c => state.Consents.ContainsKey(c) || state.TopicConsents.Keys.Any(k => k.Channel == c));
        return new ErasureOutlook(
            state.Orders.Count,
            sends.Count(s => s.State != SendState.Planned),
            state.Enrollments.Count(e => e.IsActive),
            sends.Count(s => s.State == SendState.Planned),
            addresses,
            life.Entries.Count(e => e.Kind == TimelineKind.Note),
            isProven ? Math.Max(shop.Consent.KeepDays, shop.Consent.KeepDaysAfterLastSend) : 0);
    }
}
