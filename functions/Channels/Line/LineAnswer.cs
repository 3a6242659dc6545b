using System.Net;

namespace FollowUpFlows.Channels.Line;

/// <summary>What LINE answered, whole.</summary>
/// <param name="AcceptedRequestId">Of the request that LINE took earlier under the same retry key; null unless it says so.</param>
/// <param name="Body">Any text: proxies answer too.</param>
internal sealed record LineAnswer(HttpStatusCode Status, string? RequestId, string? AcceptedRequestId, string Body)
{
    /// <summary>Now, or under the same retry key before.</summary>
    public bool IsTaken => Status is HttpStatusCode.OK or HttpStatusCode.Accepted
        || (Status == HttpStatusCode.Conflict && AcceptedRequestId is not null);

    /// <summary>The id of the request that LINE took.</summary>
    public string? TakenAs => AcceptedRequestId ?? RequestId;
}
