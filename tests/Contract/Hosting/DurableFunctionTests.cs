using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using ManualClock = FollowUpFlows.Tests.Contract.Hosting.Support.ManualClock;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Orchestrators, activities and the client, as functions of an application.</summary>
public sealed class DurableFunctionTests
{
    [Fact]
    public async Task HttpFunction_StartsAnOrchestrationWhoseActivitiesAreFunctions()
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Greetings));

        string id = await app.GetAsync("/api/start/花子");
        OrchestrationMetadata done = await FinishAsync(app, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal("Hello, 花子! 0", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Middleware_WrapsOrchestratorsAndActivities()
    {
        List<string> names = [];
        void WithMiddleware(FunctionsApplicationBuilder builder)
        {
            Configure(builder);
            builder.UseMiddleware((context, next) =>
            {
                lock (names)
                {
                    names.Add($"{context.FunctionDefinition.Name} {context.BindingContext.BindingData.GetValueOrDefault("instanceId")}");
                }

                return next();
            });
        }

        await using HostedApp app = await HostedApp.StartAsync(WithMiddleware, typeof(Greetings));
        string id = await app.GetAsync("/api/start/x");
        await FinishAsync(app, id);

        Assert.Contains($"Greet {id}", names);
        Assert.Contains($"Say {id}", names);
    }

    [Fact]
    public async Task Orchestrator_UsesTheShopClock()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        void WithClock(FunctionsApplicationBuilder builder)
        {
            Configure(builder);
            builder.Services.AddKeyedSingleton<TimeProvider>("shop", clock);
        }

        await using HostedApp app = await HostedApp.StartAsync(WithClock, typeof(Greetings));
        DurableTaskClient client = app.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await Eventually.TrueAsync(() => clock.WaitingCount > 0, "the engine waits for the timer");
        await Eventually.TrueAsync(
            () =>
            {
                clock.MoveTo(clock.GetUtcNow().AddDays(1));
                return client.GetInstanceAsync(id).GetAwaiter().GetResult()!.RuntimeStatus == OrchestrationRuntimeStatus.Completed;
            },
            "the orchestration has waited for thirty days");

        OrchestrationMetadata done = await FinishAsync(app, id);
        Assert.True(done.ReadOutputAs<DateTime>() >= new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Service_OfTheApplication_MayStartAnOrchestrationWhenItStarts()
    {
        void WithService(FunctionsApplicationBuilder builder)
        {
            Configure(builder);
            builder.Services.AddHostedService<Starter>();
        }

        await using HostedApp app = await HostedApp.StartAsync(WithService, typeof(Greetings));

        Assert.Equal("Hello, Starter! 0", (await FinishAsync(app, "by-starter")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestration_GoesOnAfterARestart()
    {
        using TemporaryFolder folder = new();
        void OnDisk(FunctionsApplicationBuilder builder)
        {
            Configure(builder);
            builder.Configuration["Runtime:InMemory"] = "false";
            builder.Configuration["Storage:Directory"] = folder.PathOf("data");
        }

        await using (HostedApp app = await HostedApp.StartAsync(OnDisk, typeof(Greetings)))
        {
            DurableTaskClient client = app.Services.GetRequiredService<DurableTaskClient>();
            await client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions { InstanceId = "listener" });
            await client.WaitForInstanceStartAsync("listener").InTimeAsync();
        }

        await using HostedApp again = await HostedApp.StartAsync(OnDisk, typeof(Greetings));
        await again.Services.GetRequiredService<DurableTaskClient>().RaiseEventAsync("listener", "word", "注文");

        Assert.Equal("heard 注文", (await FinishAsync(again, "listener")).ReadOutputAs<string>());
        Assert.True(File.Exists(folder.PathOf("data/runtime.db")));
    }

    [Fact]
    public async Task Activity_CalledWithoutInput_GetsTheDefault()
    {
        await using HostedApp app = await HostedApp.StartAsync(Configure, typeof(Greetings));
        string id = await app.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("CountNothing");

        Assert.Equal(0, (await FinishAsync(app, id)).ReadOutputAs<int>());
    }

    [Fact]
    public void Orchestrators_OfOneName_AreRefused() =>
        Assert.Throws<ArgumentException>(() => HostedApp.Build(_ => { }, typeof(SameName)));

    private static void Configure(FunctionsApplicationBuilder builder) => builder.Services.AddScoped<Punctuation>();

    private static async Task<OrchestrationMetadata> FinishAsync(HostedApp app, string id) =>
        await app.Services.GetRequiredService<DurableTaskClient>().WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).InTimeAsync();

    public sealed record Greeting(string Name);

    public sealed class Punctuation
    {
        public string End { get; } = "!";
    }

    public sealed class Greetings(Punctuation punctuation)
    {
        [Function("start")]
        public static async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "start/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Greet", new Greeting(name)));

        [Function("Greet")]
        public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Greeting greeting = context.GetInput<Greeting>()!;
            string said = await context.CallActivityAsync<string>("Say", greeting);
            int count = await context.CallActivityAsync<int>("Count");
            return $"{said} {count}";
        }

        [Function("Wait")]
        public static async Task<DateTime> Wait([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(30), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }

        [Function("Listen")]
        public static async Task<string> Listen([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"heard {await context.WaitForExternalEvent<string>("word")}";

        [Function("CountNothing")]
        public static Task<int> CountNothing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>("Count");

        [Function("Say")]
        public Task<string> Say([ActivityTrigger] Greeting greeting) => Task.FromResult($"Hello, {greeting.Name}{punctuation.End}");

        [Function("Count")]
        public static int Count([ActivityTrigger] int number, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested ? -1 : number;
    }

    public static class SameName
    {
        [Function("one")]
        public static Task One([OrchestrationTrigger(Orchestration = "same")] TaskOrchestrationContext context) => Task.CompletedTask;

        [Function("same")]
        public static Task Two([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;
    }

    private sealed class Starter(DurableTaskClient client) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            client.ScheduleNewOrchestrationInstanceAsync(
                "Greet", new Greeting("Starter"), new StartOrchestrationOptions { InstanceId = "by-starter" }, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
