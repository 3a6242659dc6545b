using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>How events are kept in the customer's partition: one row each, never changed. Names are kept for ever.</summary>
internal static class EventRows
{
    public static Entity Row(string customerId, CustomerEvent told) => new EntityProperties()
        .Set("Key", told.Key)
        .Set("Type", told.Type)
        .Set("At", told.At)
        .Set("On", told.On)
        .Set("Value", told.Value)
        .Row(customerId, RowKeys.Of("event", told.Key));

    public static CustomerEvent Event(Entity row) =>
        new(row.Text("Key")!, row.Text("Type")!, row.Instant("At")!.Value, row.Day("On")!.Value, row.Text("Value"));
}
