using System.Text.Json;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Durable;
using Microsoft.Extensions.Logging.Abstractions;

namespace FollowUpFlows.Tests.Contract.Journeys.Histories;

/// <summary>Lets code of today run over a history of yesterday. The engine compares kinds and names alone; here inputs, times, cancelled
/// timers and ends count as well.</summary>
internal static class GoldenReplay
{
    /// <returns>Where the code goes another way; nothing when it may take over what is running.</returns>
    public static IReadOnlyList<string> Differences(GoldenHistory history, OrchestratorFunction code)
    {
        List<string> differences = [];
        for (int generation = 0; generation < history.Generations.Count; generation++)
        {
            IReadOnlyList<GoldenEpisode> episodes = history.Generations[generation];
            Execution kept = Execution(history, code);
            for (int i = 0; i < episodes.Count; i++)
            {
                string place = $"generation {generation + 1}, episode {i + 1}";
                Compare($"{place}, kept in memory", episodes[i], kept.Run(Happened(episodes[i])), differences);

                Execution replayed = Execution(history, code);
                replayed.Replay([.. episodes.Take(i).SelectMany(Recorded)]);
                Compare($"{place}, replayed", episodes[i], replayed.Run(Happened(episodes[i])), differences);
            }
        }

        return differences;
    }

    public static Execution Execution(GoldenHistory history, OrchestratorFunction code)
    {
        TaskRegistry tasks = new();
        tasks.AddOrchestrator(history.Orchestrator, code);
        return new Execution(tasks, new ExecutionSettings("thank-you:e1", EngineRun.Converter, NullLoggerFactory.Instance, null));
    }

    private static List<HistoryEvent> Happened(GoldenEpisode episode) =>
        [new HistoryEvent.EpisodeStarted(episode.At), .. episode.Happened.Select(e => e.Event())];

    private static IEnumerable<HistoryEvent> Recorded(GoldenEpisode episode) => [.. Happened(episode), .. episode.Decided.Select(d => d.Event())];

    private static void Compare(string place, GoldenEpisode episode, EpisodeResult result, List<string> differences)
    {
        string recorded = Shown(episode.Decided, episode.Cancelled ?? [], episode.End);
        string now = Shown(result.Decisions.Select(GoldenEvent.Of), result.CancelledTimers, GoldenEvent.Of(result.Ending));
        if (now != recorded)
        {
            differences.Add($"{place}\n  recorded: {recorded}\n  now:      {now}");
        }
    }

    private static string Shown(IEnumerable<GoldenEvent> decided, IEnumerable<int> cancelled, GoldenEvent? end) =>
        $"{string.Join(" ", decided.Select(Shown))} cancelled [{string.Join(",", cancelled)}] {(end is null ? "waits" : Shown(end))}";

    /// <summary>Cursors are compared as today's code reads them: a member that came later and has its default is no difference.</summary>
    private static string Shown(GoldenEvent one) =>
        $"{one.Kind} #{one.Id} {one.Name} {(one.Name == RunJourney.Advance || one.Kind == "anew" ? Cursor(one) : one.Data?.GetRawText())} {one.At:O}";

    private static string Cursor(GoldenEvent one) => EngineRun.Converter.Serialize(one.Data!.Value.Deserialize<Cursor>())!;
}
