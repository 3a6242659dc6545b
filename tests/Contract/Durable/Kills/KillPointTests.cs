using System.Diagnostics;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.DurableTask.Client;
using Xunit;
using Xunit.Abstractions;

namespace FollowUpFlows.Tests.Contract.Durable.Kills;

/// <summary>A real process with the engine is killed at every kind of commit, before, inside and after it, and at moments that nobody
/// chose: every instance ends, and of each activity one result counts, however often it ran.</summary>
public sealed class KillPointTests(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;
    private const int NthMax = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int KillsWanted = Environment.GetEnvironmentVariable("FOLLOWUP_NIGHTLY") == "true" ? 1_000 : 50;

    private readonly Dictionary<string, int> kills = new(StringComparer.Ordinal);

    [Fact]
    public async Task Kill_AtEveryCommitPoint_LosesNothingAndUsesEachResultOnce()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        while (kills.Values.Sum() < KillsWanted || kills.Count < (3 * KillPoints.Engine.Length) + 1)
        {
            using TemporaryFolder folder = new();
            await RunToTheEndAsync(folder.Path, random);
            await AssertAllEndedAsync(folder.Path);
        }

        output.WriteLine(string.Join(", ", kills.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key}: {k.Value}")));
    }

    /// <summary>Lives and dies until one life reaches the end.</summary>
    private async Task RunToTheEndAsync(string folder, Random random)
    {
        for (int life = 0; ; life++)
        {
            bool isByChance = random.Next(10) == 0;
            (string point, KillMoment moment) = NextPoint(random);
            int nth = life < KillsWanted ? 1 + random.Next(NthMax) : int.MaxValue; // it must end some day
            string[] args = [folder, isByChance ? "none" : point, moment.ToString(), $"{nth}"];
            int code = await LiveAsync(args, isByChance ? TimeSpan.FromMilliseconds(random.Next(1_000)) : null);
            if (code == 0)
            {
                return;
            }

            Assert.True(code == Killed, $"The process ended with {code} at {string.Join(' ', args)}.");
            string name = isByChance ? "by chance" : $"{moment} {point}";
            kills[name] = kills.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>Where there were the fewest kills so far; among equals a random one.</summary>
    private (string Point, KillMoment Moment) NextPoint(Random random)
    {
        (string Point, KillMoment Moment)[] all =
            [.. from point in KillPoints.Engine from moment in Enum.GetValues<KillMoment>() select (point, moment)];
        random.Shuffle(all);
        return all.MinBy(p => kills.GetValueOrDefault($"{p.Moment} {p.Point}"));
    }

    private static async Task<int> LiveAsync(string[] args, TimeSpan? life)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(KilledProgram).Assembly.Location, .. args])
        {
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource patience = new(Patience);
        if (life is { } some)
        {
            await Task.Delay(some); // the moment is what is tried out
            process.Kill();
        }

        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The process with {string.Join(' ', args)} did not end within {Patience}.");
        }

        Assert.True(process.ExitCode is 0 or Killed, await errors);
        return process.ExitCode;
    }

    private static async Task AssertAllEndedAsync(string folder)
    {
        await using SqliteFile file = Setup.OpenFile(folder);
        SqliteInstanceStore store = new(file);
        HashSet<string> used = [.. File.ReadLines(Path.Combine(folder, KilledProgram.EffectsFile)).Select(line => line.Split(' ')[1])];
        List<string> recorded = [];
        for (int i = 0; i < KilledProgram.Instances; i++)
        {
            InstanceRow row = store.Find(KilledProgram.IdOf(i))!;
            Assert.Equal(OrchestrationRuntimeStatus.Completed, row.Status);
            KilledProgram.Outcome outcome = EngineRun.Converter.Deserialize<KilledProgram.Outcome>(row.Output)!;
            Assert.Equal(5, outcome.Tickets.Length);
            Assert.Equal(outcome.Tickets[1], outcome.Told);
            recorded.AddRange(outcome.Tickets);
        }

        Assert.Equal(recorded.Order(), used.Order()); // a result that was used is the one that was recorded
        PendingWork pending = store.ReadPending();
        Assert.Empty(pending.Activities);
        Assert.Empty(pending.Messages);
        Assert.Empty(pending.Unstarted);
        Assert.Empty(store.ReadTimers(1));
        Assert.Equal("ok", file.Read(s => s.QueryFirst("PRAGMA integrity_check", r => r.Text(0))));
    }
}
