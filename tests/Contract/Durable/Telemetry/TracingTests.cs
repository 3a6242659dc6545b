using System.Diagnostics;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable.Telemetry;

/// <summary>Spans of orchestrations, as the Durable Task packages make them.</summary>
public abstract class TracingTests(Setup setup) : EngineSuite(setup)
{
    private const string Secret = "secret@example.com";

    private SpanRecorder Spans { get; } = new("Microsoft.DurableTask");

    [Fact, Row(67)]
    public async Task Orchestration_IsOneTrace_FromTheCallerToWhatItsActivitiesDo()
    {
        Run.Orchestrator("Pages", async c => await c.CallActivityAsync<int>("Page", 1) + await c.CallActivityAsync<int>("Page", 2));
        Run.Tasks.AddActivity("Page", (call, _) =>
        {
            using Activity? inner = Spans.Within("Request");
            return Task.FromResult<object?>(1);
        });
        await Run.StartAsync();
        string id = await BeginAsync("Pages");

        await Run.FinishAsync(id);

        Activity caller = Spans.Single("Caller", ActivityKind.Client);
        Activity create = Spans.Single("create_orchestration:Pages", ActivityKind.Producer);
        Activity orchestration = Spans.Single("orchestration:Pages", ActivityKind.Server);
        AssertChild(caller, create);
        AssertChild(create, orchestration);
        AssertTags(create, ("durabletask.type", "orchestration"), ("durabletask.task.name", "Pages"), ("durabletask.task.instance_id", id));
        AssertTags(orchestration, ("durabletask.type", "orchestration"), ("durabletask.task.name", "Pages"), ("durabletask.task.instance_id", id), ("durabletask.task.status", "Completed"));
        Assert.Equal(create.GetTagItem("durabletask.task.execution_id"), orchestration.GetTagItem("durabletask.task.execution_id"));
        IReadOnlyList<Activity> waits = Spans.Named("activity:Page", ActivityKind.Client);
        IReadOnlyList<Activity> runs = Spans.Named("activity:Page", ActivityKind.Server);
        IReadOnlyList<Activity> requests = Spans.Named("Request", ActivityKind.Internal);
        Assert.Equal([0, 1], waits.Select(w => w.GetTagItem("durabletask.task.task_id")));
        Assert.Equal((2, 2), (runs.Count, requests.Count));
        for (int i = 0; i < waits.Count; i++)
        {
            AssertChild(orchestration, waits[i]);
            AssertChild(waits[i], runs[i]);
            AssertChild(runs[i], requests[i]);
            AssertTags(runs[i], ("durabletask.type", "activity"), ("durabletask.task.name", "Page"), ("durabletask.task.instance_id", id), ("durabletask.task.task_id", i));
        }

        Assert.Equal("shop=1", runs[0].TraceStateString);
        Assert.Equal(9, Spans.All.Count);
    }

    [Fact, Row(67)]
    public async Task Failure_IsMarkedWithItsType_AndNothingOfItsText()
    {
        Run.Orchestrator("Fails", async c => await c.CallActivityAsync<int>("Break"));
        Run.Activity<object>("Break", _ => throw new InvalidDataException(Secret));
        await Run.StartAsync();

        await Run.FinishAsync(await BeginAsync("Fails"));

        Assert.Equal("System.IO.InvalidDataException", Failed("activity:Break", ActivityKind.Server).StatusDescription);
        Assert.Equal("System.IO.InvalidDataException", Failed("activity:Break", ActivityKind.Client).StatusDescription);
        Activity orchestration = Failed("orchestration:Fails", ActivityKind.Server);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", orchestration.StatusDescription);
        Assert.Equal("Failed", orchestration.GetTagItem("durabletask.task.status"));
        Assert.All(Spans.All, s => Assert.DoesNotContain(Secret, s.StatusDescription + string.Join(';', s.TagObjects), StringComparison.Ordinal));
    }

    [Fact, Row(67)]
    public async Task Events_OfAClientAndOfAnOrchestration_AreSpansOfWhoSends()
    {
        Run.Orchestrator("Ear", async c => await c.WaitForExternalEvent<string>("Word"));
        Run.Orchestrator("Mouth", async c =>
        {
            c.SendEvent("ear", "Word", await c.WaitForExternalEvent<string>("Say"));
            return null;
        });
        await Run.StartAsync();
        await BeginAsync("Ear", "ear");
        await BeginAsync("Mouth", "mouth");
        using (Spans.Begin())
        {
            await Run.Client.RaiseEventAsync("mouth", "Say", Secret);
        }

        await Run.FinishAsync("mouth");
        await Run.FinishAsync("ear");

        Activity told = Spans.Single("orchestration_event:Say", ActivityKind.Producer);
        Assert.Contains(told.ParentSpanId, Spans.Named("Caller", ActivityKind.Client).Select(c => c.SpanId));
        AssertTags(told, ("durabletask.type", "event"), ("durabletask.task.name", "Say"), ("durabletask.event.target_instance_id", "mouth"));
        Activity sent = Spans.Single("orchestration_event:Word", ActivityKind.Producer);
        AssertChild(Spans.Single("orchestration:Mouth", ActivityKind.Server), sent);
        AssertTags(sent, ("durabletask.task.instance_id", "mouth"), ("durabletask.event.target_instance_id", "ear"));
    }

    [Fact, Row(67)]
    public async Task Timer_ThatFires_IsASpanOfItsLength_AndOneThatIsCancelledIsNone()
    {
        Run.Orchestrator("Sleeper", async c =>
        {
            using CancellationTokenSource never = new();
            Task cancelled = c.CreateTimer(c.CurrentUtcDateTime.AddDays(9), never.Token);
            await c.CreateTimer(c.CurrentUtcDateTime.AddHours(3), CancellationToken.None);
            never.Cancel();
            return cancelled.IsCanceled;
        });
        await Run.StartAsync();
        DateTime begun = Run.Clock.GetUtcNow().UtcDateTime;
        string id = await BeginAsync("Sleeper");

        await Run.FinishAsync(id);

        Activity timer = Spans.Single("orchestration:Sleeper:timer", ActivityKind.Internal);
        AssertChild(Spans.Single("orchestration:Sleeper", ActivityKind.Server), timer);
        AssertTags(timer, ("durabletask.type", "timer"), ("durabletask.task.name", "Sleeper"), ("durabletask.task.instance_id", id), ("durabletask.task.task_id", 1), ("durabletask.fire_at", "2026-01-02T06:04:05.0000000Z"));
        Assert.Equal((begun, TimeSpan.FromHours(3)), (timer.StartTimeUtc, timer.Duration));
    }

    [Fact, Row(67)]
    public async Task Child_IsInTheTraceOfItsParent()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<int>("Child"));
        Run.Orchestrator("Child", async c => await c.CallActivityAsync<int>("One"));
        Run.Activity<object>("One", _ => 1);
        await Run.StartAsync();

        await Run.FinishAsync(await BeginAsync("Parent"));

        Activity wait = Spans.Single("orchestration:Child", ActivityKind.Client);
        Activity child = Spans.Single("orchestration:Child", ActivityKind.Server);
        AssertChild(Spans.Single("orchestration:Parent", ActivityKind.Server), wait);
        AssertChild(wait, child);
        AssertChild(child, Spans.Single("activity:One", ActivityKind.Client));
    }

    [Fact, Row(67)]
    public async Task FailedChild_IsMarkedInItsOwnSpan_AndInThatOfTheWait()
    {
        Run.Orchestrator("Parent", async c => await c.CallSubOrchestratorAsync<int>("Child"));
        Run.Orchestrator("Child", _ => throw new InvalidDataException(Secret));
        await Run.StartAsync();

        await Run.FinishAsync(await BeginAsync("Parent"));

        Assert.Equal("System.IO.InvalidDataException", Failed("orchestration:Child", ActivityKind.Server).StatusDescription);
        Assert.Equal("System.IO.InvalidDataException", Failed("orchestration:Child", ActivityKind.Client).StatusDescription);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", Failed("orchestration:Parent", ActivityKind.Server).StatusDescription);
        Assert.All(Spans.All, s => Assert.DoesNotContain(Secret, s.StatusDescription + string.Join(';', s.TagObjects), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_GoesOnWithTheTrace_AndTellsNothingTwice()
    {
        Run.Orchestrator("Long", async c =>
        {
            await c.CallActivityAsync<int>("One");
            await c.CreateTimer(c.CurrentUtcDateTime.AddDays(1), CancellationToken.None);
            return await c.CallActivityAsync<int>("One");
        });
        Run.Activity<object>("One", _ => 1);
        await Run.StartAsync();
        string id = await BeginAsync("Long");
        await Run.SettleAsync();

        await Run.RestartAsync();
        await Run.FinishAsync(id);

        Activity orchestration = Spans.Single("orchestration:Long", ActivityKind.Server);
        Assert.Equal(TimeSpan.FromDays(1), orchestration.Duration);
        AssertChild(Spans.Single("create_orchestration:Long", ActivityKind.Producer), orchestration);
        Assert.All(Spans.Named("activity:One", ActivityKind.Client), w => AssertChild(orchestration, w));
        Assert.Equal([0, 2], Spans.Named("activity:One", ActivityKind.Client).Select(w => w.GetTagItem("durabletask.task.task_id")));
    }

    [Fact]
    public async Task Generations_AreSpansOfTheirOwn_WithOneCause()
    {
        Run.Orchestrator("Loop", c =>
        {
            if (c.GetInput<int>() < 2)
            {
                c.ContinueAsNew(c.GetInput<int>() + 1);
            }

            return Task.FromResult<object?>(null);
        });
        await Run.StartAsync();

        await Run.FinishAsync(await BeginAsync("Loop"));

        IReadOnlyList<Activity> generations = Spans.Named("orchestration:Loop", ActivityKind.Server);
        Assert.Equal(["ContinuedAsNew", "ContinuedAsNew", "Completed"], generations.Select(g => g.GetTagItem("durabletask.task.status")));
        Assert.Equal(3, generations.Select(g => g.SpanId).Distinct().Count());
        Assert.All(generations, g => AssertChild(Spans.Single("create_orchestration:Loop", ActivityKind.Producer), g));
    }

    [Fact]
    public async Task Start_ThatIsRefused_IsAFailedSpan_AndOneOutsideTheTraceIsNoneOfIt()
    {
        Run.Orchestrator("Ear", async c => await c.WaitForExternalEvent<string>("Word"));
        await Run.StartAsync();
        await Run.BeginAsync("Ear", instanceId: "ear");
        Assert.Empty(Spans.All);

        await Assert.ThrowsAsync<global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException>(() => BeginAsync("Ear", "ear"));

        Assert.EndsWith("OrchestrationAlreadyExistsException", Failed("create_orchestration:Ear", ActivityKind.Producer).StatusDescription, StringComparison.Ordinal);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Spans.Dispose();
    }

    /// <summary>Starts an instance within the trace, and waits until it rests.</summary>
    private async Task<string> BeginAsync(string name, string? instanceId = null)
    {
        using Activity caller = Spans.Begin();
        return await Run.BeginAsync(name, instanceId: instanceId);
    }

    private Activity Failed(string name, ActivityKind kind)
    {
        Activity span = Spans.Single(name, kind);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        return span;
    }

    private static void AssertChild(Activity parent, Activity child) =>
        Assert.Equal($"{parent.Id} {parent.TraceId} {parent.SpanId}", $"{child.ParentId} {child.TraceId} {child.ParentSpanId}");

    private static void AssertTags(Activity span, params (string Name, object Value)[] tags) =>
        Assert.All(tags, t => Assert.Equal(t.Value, span.GetTagItem(t.Name)));
}

public sealed class TracingInMemoryTests() : TracingTests(Setup.InMemoryCached);

public sealed class TracingInMemoryUncachedTests() : TracingTests(Setup.InMemoryUncached);

public sealed class TracingSqliteTests() : TracingTests(Setup.SqliteCached);

public sealed class TracingSqliteUncachedTests() : TracingTests(Setup.SqliteUncached);
