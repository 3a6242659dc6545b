using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Journeys.Histories;

/// <summary>Enrollments that are under way when a new release is installed go on in its code. See the README beside the histories.</summary>
public sealed class GoldenHistoryTests
{
    /// <summary>Every version of the orchestrator that may still have enrollments; the last is the one that new ones get.</summary>
    private static readonly (string Name, OrchestratorFunction Code)[] Versions = [("RunJourney-1", async c => await RunJourney.RunAsync(c))];

    private static readonly Script[] Scripts =
    [
        new("straight")
        {
            Look = (look, cursor) => look switch
            {
                1 => NextWait.Until(Step(cursor, "thanks"), Day(1)),
                2 => NextWait.Until(Step(cursor, "how-to"), Day(-1)),  // overdue
                3 => NextWait.Until(Step(cursor, "voice"), Day(40)),
                _ => NextWait.Ended(cursor, EndReason.Completed),
            },
            EarlyBy = TimeSpan.FromMilliseconds(700),
        },
        new("signals")
        {
            Look = (look, cursor) => look < 9 ? NextWait.Until(Step(cursor, "thanks"), Day(look < 6 ? 5 : 6)) : NextWait.Ended(cursor, EndReason.GoalReached),
            Signals = [Day(1), Day(2), Day(2), Day(5)],  // the last at the instant of the timer
            SignalsDuring = look => look == 2 ? 3 : 0,
        },
        new("begun-anew")
        {
            Look = (look, cursor) => look <= RunJourney.TurnsMax + 10
                ? NextWait.Until(Step(cursor, $"step-{look}"), look == RunJourney.TurnsMax ? Day(9) : Day(-1))
                : NextWait.Ended(cursor with { IsPastSteps = true }, EndReason.Completed),
            SignalsDuring = look => look == RunJourney.TurnsMax ? 3 : 0,
        },
        new("failures")
        {
            Look = (look, cursor) => look switch
            {
                1 => NextWait.Until(Step(cursor, "thanks") with { Deferred = [new DeferredStep("how-to", Day(3))] }, Day(1)),
                <= 1 + (2 * RunJourney.AttemptsMax) => null,
                42 => NextWait.Until(cursor, Day(4)),
                _ => NextWait.Ended(cursor, EndReason.Completed),
            },
            SignalsDuring = look => look == 30 ? 1 : 0,
        },
    ];

    public static IEnumerable<object[]> Files => Versions.SelectMany(v => Scripts.Select(s => (object[])[v.Name, s.Name]));

    private static string Folder => Repository.PathOf("tests/fixtures/histories");

    [Theory]
    [MemberData(nameof(Files))]
    public void History_OfEveryVersion_IsContinuedByItsCodeAsItWasRecorded(string version, string script)
    {
        string path = Path.Combine(Folder, version, $"{script}.json");
        OrchestratorFunction code = Versions.Single(v => v.Name == version).Code;
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("FOLLOWUP_RECORD") == "1")
        {
            new RecordedWorld(Scripts.Single(s => s.Name == script), code).Play().Write(path);
        }

        Assert.True(File.Exists(path), $"There is no {path}; FOLLOWUP_RECORD=1 records it.");
        Assert.Empty(GoldenReplay.Differences(GoldenHistory.Read(path), code));
    }

    [Fact]
    public void Folders_AllBelongToAVersion() =>
        Assert.Equal(Versions.Select(v => v.Name), Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Changes))]
    public void History_UnderChangedCode_Differs(string change, string firstDifference)
    {
        OrchestratorFunction changed = async context => await RunJourney.RunAsync(new ChangedContext(context, change));
        IReadOnlyList<string> differences = [.. Scripts.SelectMany(s =>
            GoldenReplay.Differences(GoldenHistory.Read(Path.Combine(Folder, Versions[^1].Name, $"{s.Name}.json")), changed))];
        Assert.NotEmpty(differences);
        Assert.StartsWith(firstDifference, differences[0], StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { ChangedContext.WaitsLonger, "generation 1, episode 2" },
        { ChangedContext.AsksForAnotherStep, "generation 1, episode 1" },
        { ChangedContext.NeverCancels, "generation 1, episode 3" },
        { ChangedContext.BeginsAnewElsewhere, "generation 1, episode " },
    };

    private static Cursor Step(Cursor cursor, string step) => cursor with { StepId = step };

    private static DateTimeOffset Day(int day) => Script.BegunAt.AddDays(day);
}
