using System.Diagnostics;
using System.Globalization;

namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>Ends this process, without any warning, at the n-th commit of a kind.</summary>
internal sealed class KillPlan(string point, KillMoment moment, int nth)
{
    private int seen;

    public KillMoment Moment { get; } = moment;

    /// <param name="text">As in <see cref="KillPoints.Variable"/>.</param>
    public static KillPlan Parse(string text) => text.Split('|') is [var moment, var point, var nth]
        ? new KillPlan(point, Enum.Parse<KillMoment>(moment), int.Parse(nth, CultureInfo.InvariantCulture))
        : throw new FormatException($"{KillPoints.Variable} is '{text}', expected a moment, a kind and a number, parted by bars.");

    /// <summary>Whether this commit is the one.</summary>
    public bool Strikes(string kind) => kind == point && Interlocked.Increment(ref seen) == nth;

    /// <param name="inside">Writes within a transaction, and ends the process before its commit.</param>
    /// <param name="whole">Writes and commits.</param>
    public async Task StrikeAsync(Func<Task> inside, Func<Task> whole)
    {
        await (Moment switch
        {
            KillMoment.Inside => inside(),
            KillMoment.After => whole(),
            _ => Task.CompletedTask,
        });
        Die();
    }

    public void Die()
    {
        Console.Error.WriteLine($"{KillPoints.Mark}{Moment} {point}");
        Console.Error.Flush();
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite); // nothing goes on while the signal is on its way
    }
}
