using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Who is kept out at random (非配信群), to measure what the others gain.</summary>
public static class Holdout
{
    private const int Buckets = 32 * 32 * 32 * 32;

    /// <summary>Always the same for one customer and journey, whatever the version.</summary>
    public static bool Holds(JourneyDefinition journey, string customerId) =>
        journey.Holdout > 0 && BucketOf(customerId, journey.Id) < journey.Holdout * Buckets;

    /// <summary>0 to <see cref="Buckets"/> - 1, evenly.</summary>
    private static int BucketOf(string customerId, string journeyId)
    {
        string digits = OpaqueId.Of(4, "holdout", customerId, journeyId);
        return digits.Aggregate(0, (sum, c) => (sum * 32) + (char.IsAsciiDigit(c) ? c - '2' + 26 : c - 'a'));
    }
}
