using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck.Fluent;
using NodaTime;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What holds for every plan and every customer, whatever happens in which order.</summary>
public sealed class LifeLawTests
{
    private static readonly SendRules Limits = new()
    {
        QuietHours = new DailyTimes(new LocalTime(21, 0), new LocalTime(8, 0)),
        Cap = new FrequencyCap(3, 2),
    };

    private static readonly string[] NewOrder = ["continue", "restart", "exit"];
    private static readonly string[] RankChange = ["stay", "move", "finish-then-move", "exit"];
    private static readonly string[] ReEntry = ["once", "per-key", "restart", "wait"];
    private static readonly string[] Times = ["", ", at: \"20:59\"", ", at: \"21:00\"", ", at: \"00:00\""];

    /// <summary>From so many steps on no list gets longer than it must: with the lists that are open then, a journey stays within its limit.</summary>
    private const int Many = JourneyDefinition.StepsMax / 2;

    private int due;

    [Fact]
    public void Life_OfAnyPlanAndCustomer_KeepsTheLaws()
    {
        Law.HoldsForSome(Gen.Choose(0, 9999).ListOf(60), 30, tape => Task.Run(() => HoldsAsync(new Tape([.. tape]))).GetAwaiter().GetResult());
        Assert.InRange(due, 10, int.MaxValue);
    }

    private async Task<bool> HoldsAsync(Tape tape)
    {
        string[] journeys = [Journey(tape, "a-plan", "new"), Journey(tape, "b-plan", "early"), Journey(tape, "c-plan", "repeater")];
        Story story = await Story.WithinAsync(Limits, journeys);
        List<Cursor> cursors = [];
        decimal hours = 12;
        for (int i = 0; i < 7; i++)
        {
            string time = $"{21 + (int)(hours / 24)}T{(int)hours % 24:D2}:{(int)(hours * 60) % 60:D2}";
            await story.UntilAsync(time);
            await HappenAsync(story, tape, i);
            cursors.AddRange(story.World.Orchestrations.Waits.Values.Select(w => w.Cursor));
            await OneOfEachPlanAsync(story);
            await RemembersAsync(story);
            hours += tape.Next(200) / 4m;
        }

        await story.UntilAsync("75T00:00");
        await RepeatAsync(story, cursors);
        await SettledOnceAsync(story);
        due += await story.CertifiedAsync();
        return true;
    }

    private static async Task HappenAsync(Story story, Tape tape, int number)
    {
        switch (number == 0 ? 0 : tape.Next(4))
        {
            case 0 or 1:
                await story.BuysAsync(Story.Hanako, $"{number}", tape.Next(20_000));
                break;
            case 2:
                await story.DoesAsync(Story.Hanako, "survey");
                break;
            default:
                string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
                await story.Shop.React.RunAsync(customerId, new Cause.OrderEntered(TestWorld.SourceId, "0"), story.Shop.Orchestrations, default);
                await story.Shop.RunAsync();
                break;
        }
    }

    /// <summary>What is remembered of the customer is what a reading of all rows gives.</summary>
    private static async Task RemembersAsync(Story story)
    {
        CustomerStore customers = story.Shop.Customers;
        string customerId = (await story.StateAsync(Story.Hanako)).CustomerId;
        CustomerState remembered = await customers.LoadAsync(customerId, default);
        Assert.Same(remembered, await customers.LoadAsync(customerId, default));
        CustomerState read = await customers.ReadAsync(customerId, default);
        Assert.NotSame(remembered, read);
        Assert.Equal(KeptStates.TextOf(read), KeptStates.TextOf(remembered));
    }

    private static async Task OneOfEachPlanAsync(Story story) => Assert.All(
        (await story.StateAsync(Story.Hanako)).Enrollments.Where(e => e.IsActive && e.Plan is not null).GroupBy(e => e.Plan),
        plan => Assert.Single(plan));

    /// <summary>Any earlier cursor sends nothing when it is handed in again.</summary>
    private static async Task RepeatAsync(Story story, List<Cursor> cursors)
    {
        int before = story.World.Email.Calls.Count;
        foreach (Cursor cursor in cursors.Where(c => story.World.Orchestrations.Waits[c.EnrollmentId].End is not null))
        {
            await story.Shop.Advance.RunAsync(cursor, story.Shop.Orchestrations, default);
        }

        Assert.Equal(before, story.World.Email.Calls.Count);
        Assert.All(story.World.Email.Calls.GroupBy(c => (c.EnrollmentId, c.StepId)), g => Assert.Single(g));
    }

    private static async Task SettledOnceAsync(Story story)
    {
        CustomerState state = await story.StateAsync(Story.Hanako);
        foreach (Enrollment enrollment in state.Enrollments)
        {
            PublishedJourney journey = await story.Shop.Library.PinnedAsync(enrollment.JourneyId, enrollment.Version, default);
            JourneyWalk walk = new(journey.Definition, TestShop.Settings.Calendar, TestShop.Settings.SendAt);
            IReadOnlyList<StepVisit> visits = walk.Of(enrollment, state.ChoicesOf(enrollment.EnrollmentId));
            Assert.Equal(visits.OrderBy(v => v.DueAt).Select(v => v.Step.Id), visits.Select(v => v.Step.Id));
            SendRow[] rows = [.. state.Sends.Values.Select(SendRows.Row).Where(r => r.Key.EnrollmentId == enrollment.EnrollmentId)];
            Assert.All(rows.Where(_ => !enrollment.IsActive), r => Assert.NotNull(r.SettledAt));
            if (enrollment.End == EndReason.Completed)
            {
                Assert.Equal(visits.Where(v => v.Step is Step.Send).Select(v => v.Step.Id).Order(), rows.Select(r => r.Key.StepId).Order());
            }

            // Whatever was deferred, each row has the due time of the way.
            Assert.All(rows, r => Assert.Equal(visits.Single(v => v.Step.Id == r.Key.StepId).DueAt, r.DueAt));
        }
    }

    private static string Journey(Tape tape, string id, string rank)
    {
        int day = 0;
        int count = 0;
        string steps = Steps(tape, 0, "  ", ref day, ref count);
        string keys = $$"""
            {{(tape.Next(3) > 0 ? "plan: follow-up" : "holdout: 0.3")}}
            rank: { model: six-rank, in: [{{rank}}] }
            trigger: {{(tape.Next(4) > 0 ? "{ type: order, nth: every }" : "{ type: event, event: survey }")}}
            reentry: {{tape.OneOf(ReEntry)}}
            onNewOrder: {{tape.OneOf(NewOrder)}}
            onRankChange: {{tape.OneOf(RankChange)}}
            goal: { type: event, event: survey, within: 20d }
            exitOnGoal: {{(tape.Next(2) > 0 ? "true" : "false")}}
            """;
        keys = keys.Contains("plan:", StringComparison.Ordinal) ? keys : keys.Replace("onRankChange: move", "onRankChange: stay", StringComparison.Ordinal).Replace("onRankChange: finish-then-move", "onRankChange: exit", StringComparison.Ordinal);
        return JourneyFiles.Free(id, keys, steps).Replace("purpose: transactional", "purpose: marketing", StringComparison.Ordinal);
    }

    private static string Steps(Tape tape, int depth, string indent, ref int day, ref int count)
    {
        List<string> steps = [];
        for (int i = count > Many ? 1 : 1 + tape.Next(3); i > 0; i--)
        {
            day += tape.Next(3);
            string id = $"s{(count++).ToString(CultureInfo.InvariantCulture)}";
            string timing = tape.Next(4) == 0 ? "" : $", after: {day}d{tape.OneOf(Times)}";
            int kind = depth == 2 || count > Many ? 0 : tape.Next(5);
            steps.Add(kind switch
            {
                2 => Forked(id, timing, indent, "branch:\n" + indent + "    - when: { rank: [early, repeater] }\n" + indent + "      steps:\n", "    - otherwise: true\n" + indent + "      steps:\n", tape, depth, ref day, ref count),
                3 => Forked(id, timing, indent, $"waitFor: {{ type: {tape.OneOf("order", "event, event: survey")}, timeout: {tape.OneOf("1d", "PT30H", "3d")} }}\n{indent}  then:\n", "  else:\n", tape, depth, ref day, ref count),
                4 => Forked(id, timing, indent, $"split:\n{indent}    arms:\n{indent}    - id: a\n{indent}      weight: {tape.Next(3)}.5\n{indent}      steps:\n", $"    - {{ id: none, weight: {tape.Next(4)}, steps: [] }}\n{indent}    - id: b\n{indent}      steps:\n", tape, depth, ref day, ref count),
                _ => $"{indent}- {{ id: {id}{timing}, send: {{ channel: [line, email], message: thank-you }} }}",
            });
        }

        return string.Join('\n', steps);
    }

    private static string Forked(string id, string timing, string indent, string first, string second, Tape tape, int depth, ref int day, ref int count)
    {
        string own = timing.Length == 0 ? "" : $"{indent}  {timing[2..].Replace(", ", $"\n{indent}  ", StringComparison.Ordinal)}\n";
        string then = Steps(tape, depth + 1, indent + "        ", ref day, ref count);
        string otherwise = Steps(tape, depth + 1, indent + "        ", ref day, ref count);
        return $"{indent}- id: {id}\n{own}{indent}  {first}{then}\n{indent}{second}{otherwise}";
    }

    /// <summary>Numbers to decide by, over and over.</summary>
    private sealed class Tape(int[] numbers)
    {
        private int at;

        public int Next(int below) => numbers[at++ % numbers.Length] % below;

        public string OneOf(params string[] words) => words[Next(words.Length)];
    }
}
