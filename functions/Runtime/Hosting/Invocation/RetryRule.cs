using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>How often, and when, a function that threw is called again.</summary>
/// <param name="CountMax">Retries after the first call; <see cref="Endless"/> for no end.</param>
/// <param name="First">The first pause, ≥ 0.</param>
/// <param name="Longest">No pause is longer; equal to <paramref name="First"/> when all are the same.</param>
internal sealed record RetryRule(int CountMax, TimeSpan First, TimeSpan Longest)
{
    public const int Endless = -1;

    /// <summary>So that many who failed together do not come again together.</summary>
    private const double Jitter = 0.2;

    public static RetryRule None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>What the method's attribute says; <see cref="None"/> without one.</summary>
    /// <exception cref="FormatException">A number or an interval that cannot be; the text is the end of a sentence.</exception>
    public static RetryRule Of(MethodInfo method)
    {
        if (method.GetCustomAttribute<RetryAttribute>() is not { } attribute)
        {
            return None;
        }

        if (attribute.MaxRetryCount < Endless)
        {
            throw new FormatException($"is retried {attribute.MaxRetryCount} times; write 0 or more, or {Endless} for no end");
        }

        RetryRule rule = attribute switch
        {
            FixedDelayRetryAttribute one => new RetryRule(one.MaxRetryCount, Interval(one.DelayInterval), Interval(one.DelayInterval)),
            ExponentialBackoffRetryAttribute two => new RetryRule(two.MaxRetryCount, Interval(two.MinimumInterval), Interval(two.MaximumInterval)),
            _ => throw new FormatException($"has retries of the unknown kind {attribute.GetType().Name}"),
        };
        return rule.First <= rule.Longest ? rule : throw new FormatException("has a longest pause that is shorter than the first one; turn them round");
    }

    public bool Allows(int retry) => CountMax == Endless || retry <= CountMax;

    /// <summary>The pause before a retry: doubling from the second one on.</summary>
    /// <param name="retry">1 for the first one.</param>
    /// <param name="chance">0 to 1.</param>
    public TimeSpan DelayBefore(int retry, double chance)
    {
        if (retry == 1 || First == Longest)
        {
            return First;
        }

        double share = 1 - Jitter + (2 * Jitter * chance);
        double ticks = First.Ticks * (1 + (share * (Math.Pow(2, retry - 1) - 1)));
        return ticks < Longest.Ticks ? TimeSpan.FromTicks((long)ticks) : Longest;
    }

    private static TimeSpan Interval(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value) && value >= TimeSpan.Zero
            ? value
            : throw new FormatException($"waits '{text}' before a retry; write an interval such as 00:00:10");
}
