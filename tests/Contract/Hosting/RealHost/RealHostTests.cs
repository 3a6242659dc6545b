using System.Text.Json;
using FollowUpFlows.App;
using FollowUpFlows.App.Functions;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Contract.Durable;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting.RealHost;

/// <summary>The application as a real host would take it.</summary>
public sealed class RealHostTests
{
    private static readonly IReadOnlyList<RealHostRules.Function> Functions =
        RealHostRules.Functions(typeof(FollowUpApp).Assembly.GetTypes());

    [Fact]
    public void Functions_AreThoseThatARealHostRuns()
    {
        Assert.Contains(Functions, f => f.Name == nameof(ConsoleFunctions.ZConsole) && f.Route == "{*path}");
        Assert.Contains(Functions, f => f.Name == nameof(JourneyFunctions.RunJourney));
        Assert.Empty(RealHostRules.Faults(Functions));
    }

    [Theory]
    [InlineData(typeof(BadFunctions.NotPublic), "run: the method is not public")]
    [InlineData(typeof(BadFunctions.InternalMethod), "run: the method is not public")]
    [InlineData(typeof(BadFunctions.Underscore), "run: a parameter is named '_'")]
    [InlineData(typeof(BadFunctions.NoTrigger), "run: there is not exactly one trigger")]
    [InlineData(typeof(BadFunctions.TwoTriggers), "run: there is not exactly one trigger")]
    [InlineData(typeof(BadFunctions.NoLevel), "run: without a level")]
    [InlineData(typeof(BadFunctions.NoLevelButMethods), "run: without a level")]
    [InlineData(typeof(BadFunctions.AdminRoute), "is the host's")]
    [InlineData(typeof(BadFunctions.RuntimeRoute), "is the host's")]
    [InlineData(typeof(BadFunctions.SlashRoute), "run: with the route '/'")]
    [InlineData(typeof(BadFunctions.Twins), "twin: more than one function")]
    [InlineData(typeof(Overtaking), "console: takes every path before Webhooks is asked")]
    [InlineData(typeof(WithInput), "run: an orchestrator takes its context and nothing else")]
    [InlineData(typeof(WithList), "run: the input List`1 of an activity is no record")]
    [InlineData(typeof(WithNumber), "run: the input Decimal of an activity is no record")]
    public void Function_ThatARealHostDoesNotRun_IsSeen(Type functions, string fault) =>
        Assert.Contains(fault, Assert.Single(RealHostRules.Faults(RealHostRules.Functions([functions]))), StringComparison.Ordinal);

    [Fact]
    public void Names_ThatARealHostDoesNotTake_AreSeen()
    {
        Assert.Empty(RealHostRules.Faults(RealHostRules.Functions([typeof(FunctionNames.Good)])));
        Assert.All(RealHostRules.Functions([typeof(FunctionNames.Bad)]), f => Assert.Single(RealHostRules.Faults([f])));
    }

    /// <summary>Answered by the host itself, before any function: the console and the interface must not lie there.</summary>
    [Fact]
    public void Addresses_OfTheNestedPipeline_AreNotTheHosts()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "openapi.v1.json")));
        string[] paths = [.. document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name)];

        Assert.Contains("/healthz", paths);
        Assert.DoesNotContain(paths, p => p.StartsWith("/admin", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(paths, p => p.StartsWith("/runtime", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The worker's web server refuses longer bodies by itself, with an answer that is not ours.</summary>
    [Fact]
    public void Bodies_ThatWeTake_AreTakenByTheWorkersWebServer() => Assert.InRange(IntakeFunctions.BodyBytesMax, 1, 30_000_000);

    /// <summary>The host's JSON has properties in PascalCase, no fields, and numbers for enums.</summary>
    [Fact]
    public void DataOfEnrollments_SurvivesTheJsonOfARealHost()
    {
        DateTimeOffset dueAt = new(2026, 11, 21, 1, 2, 3, TimeSpan.Zero);
        Cursor cursor = new("thank-you:e1", "c1", "thank-you", 1) { StepId = "first" };

        string text = EngineRun.Converter.Serialize(NextWait.Until(cursor, dueAt))!;

        Assert.Contains("\"Cursor\":{\"EnrollmentId\":\"thank-you:e1\"", text, StringComparison.Ordinal);
        NextWait read = EngineRun.Converter.Deserialize<NextWait>(text)!;
        Assert.Equal(dueAt, read.DueAt);
        Assert.Equal(text, EngineRun.Converter.Serialize(read));
        string end = EngineRun.Converter.Serialize(NextWait.Ended(cursor, EndReason.Completed))!;
        Assert.Contains($"\"End\":{(int)EndReason.Completed}", end, StringComparison.Ordinal);
        Assert.Equal(EndReason.Completed, EngineRun.Converter.Deserialize<NextWait>(end)!.End);
    }

    private static class Overtaking
    {
        [Function("console")]
        public static string Console([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] string request) => request;

        [Function("Webhooks")]
        public static string Webhooks([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/webhooks")] string request) => request;
    }

    private static class WithInput
    {
        [Function("run")]
        public static string Run([OrchestrationTrigger] TaskOrchestrationContext context, Cursor cursor) =>
            context.InstanceId + cursor.EnrollmentId;
    }

    private static class WithList
    {
        [Function("run")]
        public static int Run([ActivityTrigger] List<string> ids) => ids.Count;
    }

    private static class WithNumber
    {
        [Function("run")]
        public static decimal Run([ActivityTrigger] decimal amount) => amount;
    }
}
