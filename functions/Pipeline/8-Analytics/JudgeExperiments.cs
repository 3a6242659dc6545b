using FollowUpFlows.Domain.Analytics;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Comes to verdicts on demand, from the facts as they are now.</summary>
public sealed class JudgeExperiments(MeasureExperiments measure, ShopSettings shop, Clocks clocks)
{
    /// <summary>By how many days back it is foretold how many customers will come.</summary>
    private const int RecentDays = 28;

    /// <summary>In the order of the experiments.</summary>
    public Task<IReadOnlyList<Judged>> RunAsync(IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken) =>
        RunAsync(experiments, clocks.Shop.GetUtcNow(), cancellationToken);

    /// <summary>The same at another moment, for a shop whose clock stands still or runs elsewhere.</summary>
    public async Task<IReadOnlyList<Judged>> RunAsync(IReadOnlyList<Experiment> experiments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, IReadOnlyList<Observation>> found = await measure.RunAsync(experiments, now, cancellationToken);
        return [.. experiments.Select(e => Judge(e, found[e.Id], now))];
    }

    private Judged Judge(Experiment experiment, IReadOnlyList<Observation> observations, DateTimeOffset now)
    {
        double days = Math.Clamp((now - experiment.Since).TotalDays, 1, RecentDays);
        Question question = new(experiment.Id, experiment.Arms, experiment.Hypothesis, observations.Count(o => o.ExposedAt > now.AddDays(-days)) / days)
        {
            IsWeak = experiment.IsWeak,
            IsDue = now >= experiment.CheckAt,
            MinorPerMajor = shop.Currency.MinorPerMajor,
        };
        return new Judged(experiment, Judgement.Of(question, observations, WeekOf), now);
    }

    /// <summary>Weeks begin on Monday.</summary>
    private DateOnly WeekOf(DateTimeOffset at)
    {
        DateOnly day = shop.Calendar.DateOf(at);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}

/// <summary>A verdict on an experiment.</summary>
/// <param name="At">On the shop clock, UTC.</param>
public sealed record Judged(Experiment Experiment, Verdict Verdict, DateTimeOffset At);
