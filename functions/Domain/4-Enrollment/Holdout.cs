using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Who is kept out at random (非配信群), to measure what the others gain.</summary>
public static class Holdout
{
    private const int Buckets = 32 * 32 * 32 * 32;

    /// <summary>Always the same for one customer and journey, whatever the version. What belongs to a purchase reaches everybody.</summary>
    public static bool Holds(JourneyDefinition journey, string customerId) =>
        journey is { Purpose: Purpose.Marketing, Holdout: > 0 } && BucketOf(customerId, journey.Id) < journey.Holdout * Buckets;

    /// <summary>Whether the customer goes through the step only to be compared with those who get something there.</summary>
    /// <param name="choices">Of the enrollment, by step.</param>
    public static bool Holds(JourneyDefinition journey, IReadOnlyDictionary<string, Choice> choices, string stepId) =>
        journey.Purpose == Purpose.Marketing
        && journey.AllSteps.OfType<Step.Split>().Any(s =>
            choices.GetValueOrDefault(s.Id) is { } choice && s.IsHeldOut(choice.Arm) && JourneyDefinition.IsInside(s, stepId));

    /// <summary>Whether the customer is kept out of all marketing of the shop.</summary>
    public static bool Holds(ShopHoldout holdout, string customerId) =>
        holdout.Share > 0 && BucketOf(customerId, $"{holdout.Name} of the shop") < holdout.Share * Buckets;  // no journey has an id with blanks

    /// <summary>0 to <see cref="Buckets"/> - 1, evenly.</summary>
    private static int BucketOf(string customerId, string journeyId)
    {
        string digits = OpaqueId.Of(4, "holdout", customerId, journeyId);
        return digits.Aggregate(0, (sum, c) => (sum * 32) + (char.IsAsciiDigit(c) ? c - '2' + 26 : c - 'a'));
    }
}

/// <summary>Who is kept out of all marketing of the shop, to measure what all of it together gains.</summary>
/// <param name="Share">0 to below 1.</param>
/// <param name="Name">By which they are chosen: the same people as long as it stays.</param>
public sealed record ShopHoldout(decimal Share, string Name)
{
    /// <summary>The name until the shop sets one.</summary>
    public const string DefaultName = "all";

    /// <summary>Nobody is.</summary>
    public static ShopHoldout None { get; } = new(0, DefaultName);
}
