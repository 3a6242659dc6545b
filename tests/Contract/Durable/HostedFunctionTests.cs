using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Orchestrators and activities as functions of a web application, with its services.</summary>
public abstract class HostedFunctionTests(Setup setup) : EngineSuite(setup)
{
    private TemporaryFolder Folder { get; } = new();

    [Fact, Row(73)]
    public async Task Activity_GetsServicesByItsConstructor_InAScopeOfEachExecution()
    {
        await using HostedApp app = await StartAsync();

        Visit[] visits = (await RunAsync(app, "Visits")).ReadOutputAs<Visit[]>()!;

        Assert.Equal([1, 2, 3], visits.Select(v => v.Visitor).Order()); // a scoped service each, from a counter that all share
        Assert.All(visits, v => Assert.Equal(v.Visitor, v.SeenByHelper)); // the same one wherever it is asked for within the scope
    }

    [Fact, Row(73)]
    public async Task ScopeOfAnActivity_EndsWithIt_AlsoWhenItFails()
    {
        await using HostedApp app = await StartAsync();
        Counter counter = app.Services.GetRequiredService<Counter>();

        OrchestrationMetadata failed = await RunAsync(app, "Fails");

        Assert.Equal("broken by 1", failed.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(1, counter.Gone);
    }

    [Fact, Row(74)]
    public async Task WebApplication_StartsAnOrchestration_AndShowsHowItEnded()
    {
        await using HostedApp app = await StartAsync();

        string id = await app.GetAsync("/api/visit");
        await app.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id).InTimeAsync();

        Assert.Equal("Completed [1,2,3]", await app.GetAsync($"/api/visit/{id}"));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Folder.Dispose();
    }

    private Task<HostedApp> StartAsync() => HostedApp.StartAsync(Configure, typeof(VisitFunctions));

    private void Configure(FunctionsApplicationBuilder builder)
    {
        builder.Configuration["Runtime:InMemory"] = Setup.IsSqlite ? "false" : "true";
        builder.Configuration["Storage:Directory"] = Folder.PathOf("data");
        builder.Services.AddSingleton(Setup.Options);
        builder.Services.AddSingleton<Counter>().AddScoped<Visitor>().AddTransient<Helper>();
    }

    private static async Task<OrchestrationMetadata> RunAsync(HostedApp app, string name)
    {
        DurableTaskClient client = app.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync(name);
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).InTimeAsync();
    }

    public sealed record Visit(int Visitor, int SeenByHelper);

    public sealed class Counter
    {
        private int made;
        private int gone;

        public int Gone => Volatile.Read(ref gone);

        public int Next() => Interlocked.Increment(ref made);

        public void Left() => Interlocked.Increment(ref gone);
    }

    public sealed class Visitor(Counter counter) : IDisposable
    {
        public int Number { get; } = counter.Next();

        public void Dispose() => counter.Left();
    }

    public sealed class Helper(Visitor visitor)
    {
        public int Number => visitor.Number;
    }

    public sealed class VisitFunctions(Visitor visitor, Helper helper)
    {
        [Function("begin")]
        public static async Task<IResult> Begin(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "visit")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Visits"));

        [Function("end")]
        public static async Task<IResult> End(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "visit/{id}")] HttpRequest request,
            string id,
            [DurableClient] DurableTaskClient client)
        {
            OrchestrationMetadata done = (await client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
            IEnumerable<int> visitors = done.ReadOutputAs<Visit[]>()!.Select(v => v.Visitor).Order();
            return Results.Text($"{done.RuntimeStatus} [{string.Join(',', visitors)}]");
        }

        [Function("Visits")]
        public static async Task<Visit[]> Visits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Visit first = await context.CallActivityAsync<Visit>("Look");
            return [first, .. await Task.WhenAll(context.CallActivityAsync<Visit>("Look"), context.CallActivityAsync<Visit>("Look"))];
        }

        [Function("Fails")]
        public static Task<Visit> Fails([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<Visit>("Break");

        [Function("Look")]
        public Visit Look([ActivityTrigger] string? nothing) => new(visitor.Number, helper.Number);

        [Function("Break")]
        public Visit Break([ActivityTrigger] string? nothing) =>
            throw new InvalidOperationException($"broken by {visitor.Number}");
    }
}

public sealed class HostedFunctionTestsInMemoryCached() : HostedFunctionTests(Setup.InMemoryCached);

public sealed class HostedFunctionTestsInMemoryUncached() : HostedFunctionTests(Setup.InMemoryUncached);

public sealed class HostedFunctionTestsSqliteCached() : HostedFunctionTests(Setup.SqliteCached);

public sealed class HostedFunctionTestsSqliteUncached() : HostedFunctionTests(Setup.SqliteUncached);
