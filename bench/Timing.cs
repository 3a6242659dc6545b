using System.Diagnostics;

namespace FollowUpFlows.Bench;

/// <summary>Seconds of several runs of one piece of work.</summary>
internal sealed record Timing(double MedianSeconds, double MinSeconds, double MaxSeconds)
{
    private const int CountedRuns = 5;

    /// <summary>One run to warm up, then the counted ones, each from a collected heap.</summary>
    public static Timing Of(Action work)
    {
        work();
        double[] seconds = new double[CountedRuns];
        for (int i = 0; i < CountedRuns; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return new Timing(Round(seconds[CountedRuns / 2]), Round(seconds[0]), Round(seconds[^1]));
    }

    private static double Round(double seconds) => Math.Round(seconds, 4);
}
