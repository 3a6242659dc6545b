using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>How long a journey can go on.</summary>
public static class JourneyReach
{
    /// <summary>Days after the enrollment's on which something of it can still fall due if every choice is made in time; never too few.
    /// Of steps that exclude each other all waits are added up.</summary>
    public static int DaysOf(JourneyDefinition journey)
    {
        int lastDay = journey.AllSteps.Max(s => s.Timing.Day ?? 0);
        int waits = journey.AllSteps.OfType<Step.WaitFor>().Sum(w => DaysOf(w.Timeout));
        return lastDay + waits + 1;  // an exact time may reach into one more day
    }

    private static int DaysOf(PlanTime time) => time switch
    {
        PlanTime.Days days => days.Count,
        PlanTime.Exactly exactly => exactly.Time.Days + 1,
        _ => throw new ArgumentOutOfRangeException(nameof(time)),
    };
}
