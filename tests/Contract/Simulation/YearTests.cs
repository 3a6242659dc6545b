using System.Diagnostics;
using System.Text.RegularExpressions;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Durable;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Simulation;

/// <summary>A year of journeys on the engine, with everything that it would store: the same twice, and in no time.</summary>
public sealed partial class YearTests
{
    private const int Customers = 200;
    private const int Days = 365;

    /// <summary>Of the real clock. It takes about a second; the rest is for machines that are slow or busy.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Year_OfTheSameEvents_HasTheSameHistoriesTwice()
    {
        Stopwatch took = Stopwatch.StartNew();
        Year first = await LiveAsync(seed: 1);
        Assert.True(took.Elapsed < Longest, $"A year took {took.Elapsed}.");
        Year again = await LiveAsync(seed: 1);

        Assert.Equal(Customers, first.Steps.Select(s => s.Split(' ')[1]).Distinct().Count());
        Assert.Equal(first.Steps, again.Steps);
        Assert.Equal(first.Commits, again.Commits);
    }

    [Fact]
    public async Task Year_OfOtherEvents_HasOtherHistories()
    {
        Year first = await LiveAsync(seed: 1);
        Year other = await LiveAsync(seed: 2);

        Assert.NotEqual(first.Commits, other.Commits);
    }

    /// <summary>Everybody starts on some day and is looked at every week; whoever orders is looked at at once.</summary>
    private static async Task<Year> LiveAsync(int seed)
    {
        Random random = new(seed);
        VirtualClock clock = new(Begin);
        RecordingStore store = new();
        List<string> steps = [];
        ILookup<int, string> starts = Enumerable.Range(0, Customers).ToLookup(_ => random.Next(30), n => $"customer-{n}");
        ILookup<int, string> orders = Enumerable.Range(0, 4 * Customers).ToLookup(_ => random.Next(Days), _ => $"customer-{random.Next(Customers)}");
        await using SimulationEngine engine = await SimulationEngine.OpenAsync(
            clock,
            (cursor, _) =>
            {
                steps.Add($"{clock.GetUtcNow():O} {cursor.EnrollmentId} {cursor.StepId}");
                return Task.FromResult(NextWait.Until(cursor with { StepId = "week" }, clock.GetUtcNow().AddDays(7)));
            },
            store,
            EngineRun.Converter);
        for (int day = 0; day < Days; day++)
        {
            await Task.WhenAll(starts[day].Select(id => engine.StartAsync(new Cursor(id, id, "journey", 1), default)));
            await Task.WhenAll(orders[day].Select(id => engine.SignalAsync(id, default)));
            await engine.RunUntilAsync(Begin.AddDays(day + 1), default);
        }

        return new Year(steps, store.Commits);
    }

    private sealed record Year(List<string> Steps, List<string> Commits);

    /// <summary>Remembers every commit in its order, but for the ids of executions, which are drawn.</summary>
    private sealed partial class RecordingStore : IInstanceStore
    {
        private readonly InMemoryInstanceStore inner = new();

        public List<string> Commits { get; } = [];

        public Task<IReadOnlyList<long>> CommitAsync(StoreChange change, CancellationToken cancellationToken)
        {
            string[] parts =
            [
                change.InstanceId,
                $"{change.Row?.Status}",
                .. change.History.Select(e => e.ToString()),
                .. change.Timers.Select(t => t.ToString()),
                .. change.Activities.Select(a => a.ToString()),
                .. change.Messages.Select(m => m.ToString()),
            ];
            Commits.Add(ExecutionId().Replace(string.Join('\n', parts), "execution"));
            return inner.CommitAsync(change, cancellationToken);
        }

        public InstanceRow? Find(string instanceId) => inner.Find(instanceId);

        public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => inner.ReadHistory(instanceId);

        public IReadOnlyList<TimerRow> ReadTimers(int limit) => inner.ReadTimers(limit);

        public PendingWork ReadPending() => inner.ReadPending();

        public IReadOnlyList<InstanceRow> Query(InstanceFilter filter, string? afterId, int limit) => inner.Query(filter, afterId, limit);

        [GeneratedRegex("[0-9a-f]{32}")]
        private static partial Regex ExecutionId();
    }
}
