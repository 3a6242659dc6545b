using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Standard;

/// <summary>Events of the generic body.</summary>
internal static class StandardEvents
{
    public static ShopEvent.EventTold Told(JsonObject data, DateTimeOffset writtenAt)
    {
        JsonObject told = data.RequiredObject("event");
        string type = told.Word("type") ?? told.Refuse("type", "a word such as survey", "");
        return new ShopEvent.EventTold(
            StandardCustomers.Required(data, writtenAt),
            new SourceEvent(type, told.Moment("at") ?? writtenAt, told.Text("value")) { EventId = told.Id("id") });
    }
}
