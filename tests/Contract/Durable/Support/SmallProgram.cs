using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>A random orchestration as text, one letter a step, so that it is its own input and prints well when a law fails:
/// a activity, b activity that fails once and is retried, f three activities side by side, t timer, w wait that times out,
/// e event to itself, g guid, s custom status, c the rest as a child, n the rest as a new generation.</summary>
internal static class SmallProgram
{
    public const string Name = "Program";

    public static Gen<string> Any { get; } =
        from steps in Gen.ListOf(Gen.Elements("abftwegscn".ToCharArray()))
        select new string([.. steps.Take(12)]);

    public static void Register(EngineRun run)
    {
        run.Orchestrator(Name, async c => await RunAsync(c));
        run.Activity<string>("Echo", text => text);
        run.Tasks.AddActivity("FailOdd", (call, _) => call.TaskId % 4 < 2
            ? throw new InvalidOperationException($"#{call.TaskId}")
            : Task.FromResult<object?>(call.TaskId));
    }

    private static async Task<string> RunAsync(TaskOrchestrationContext c)
    {
        string[] input = c.GetInput<string>()!.Split('|'); // the steps left, then what the generations before came to
        string trace = input.Length > 1 ? input[1] : string.Empty;
        for (int i = 0; i < input[0].Length; i++)
        {
            string rest = input[0][(i + 1)..];
            switch (input[0][i])
            {
                case 'c':
                    return $"{trace}({await c.CallSubOrchestratorAsync<string>(Name, rest)})";
                case 'n':
                    c.ContinueAsNew($"{rest}|{trace}/");
                    return "ignored";
                default:
                    trace += await StepAsync(c, input[0][i], i);
                    break;
            }
        }

        return trace;
    }

    private static async Task<string> StepAsync(TaskOrchestrationContext c, char step, int index)
    {
        switch (step)
        {
            case 'a':
                return await c.CallActivityAsync<string>("Echo", $"a{index}");
            case 'b':
                TaskOptions retry = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)));
                return $"b{await c.CallActivityAsync<int>("FailOdd", null, retry)}";
            case 'f':
                return string.Concat(await Task.WhenAll(Enumerable.Range(0, 3).Select(n => c.CallActivityAsync<string>("Echo", $"f{n}"))));
            case 't':
                await c.CreateTimer(TimeSpan.FromHours(index + 1), CancellationToken.None);
                return $"t{c.CurrentUtcDateTime:HHmmss}";
            case 'w':
                return await WaitAsync(c);
            case 'e':
                c.SendEvent(c.InstanceId, $"Self{index}", index);
                return $"e{await c.WaitForExternalEvent<int>($"Self{index}")}";
            case 'g':
                return $"g{c.NewGuid():N}"[..5];
            default:
                c.SetCustomStatus($"s{index}");
                return "s";
        }
    }

    private static async Task<string> WaitAsync(TaskOrchestrationContext c)
    {
        try
        {
            return await c.WaitForExternalEvent<string>("Never", TimeSpan.FromMinutes(1));
        }
        catch (TaskCanceledException)
        {
            return "w";
        }
    }
}
