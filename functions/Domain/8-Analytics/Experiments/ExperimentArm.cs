namespace FollowUpFlows.Domain.Analytics;

/// <summary>One of those that are compared (群).</summary>
/// <param name="Id">Of a split's arm; <see cref="Holdout"/> or <see cref="Sent"/> where only some get something at all; a version's number
/// as <c>v2</c>.</param>
/// <param name="Weight">≥ 0, in any unit; 0 for all arms where nobody was parted by chance.</param>
/// <param name="IsHoldout">Those in it get nothing.</param>
public sealed record ExperimentArm(string Id, double Weight, bool IsHoldout)
{
    /// <summary>Who is kept out of a journey, or of all marketing.</summary>
    public const string Holdout = "holdout";

    /// <summary>Who is not.</summary>
    public const string Sent = "sent";
}
