using FollowUpFlows.Tests.Contract.Hosting.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>What is refused at start, because a real host refuses it or would never run it.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(BadFunctions.NotPublic), "is not public")]
    [InlineData(typeof(BadFunctions.InternalMethod), "is not public")]
    [InlineData(typeof(BadFunctions.Abstract), "class that the host cannot create")]
    [InlineData(typeof(BadFunctions.Generic<>), "class that the host cannot create")]
    [InlineData(typeof(BadFunctions.GenericMethod), "type parameters")]
    [InlineData(typeof(BadFunctions.Underscore), "parameter named '_'")]
    [InlineData(typeof(BadFunctions.NoTrigger), "has 0 triggers")]
    [InlineData(typeof(BadFunctions.TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(BadFunctions.TwoTriggersOnOneParameter), "has 2 triggers")]
    [InlineData(typeof(BadFunctions.Unbindable), "the parameter 'Uri elsewhere'")]
    [InlineData(typeof(BadFunctions.UnbindableTrigger), "the parameter 'HttpContext context'")]
    [InlineData(typeof(BadFunctions.UnbindableRouteValue), "the parameter 'Uri id'")]
    [InlineData(typeof(BadFunctions.ValueThatTheRouteLacks), "the parameter 'String id'")]
    [InlineData(typeof(BadFunctions.UnmarkedClient), "the parameter 'DurableTaskClient client'")]
    [InlineData(typeof(BadFunctions.KeyLevel), "demands a key of level Function")]
    [InlineData(typeof(BadFunctions.NoLevel), "without a level")]
    [InlineData(typeof(BadFunctions.NoLevelButMethods), "without a level")]
    [InlineData(typeof(BadFunctions.AdminRoute), "begins with 'admin'")]
    [InlineData(typeof(BadFunctions.RuntimeRoute), "begins with 'runtime'")]
    [InlineData(typeof(BadFunctions.SlashRoute), "the route '/'")]
    [InlineData(typeof(BadFunctions.BrokenRoute), "not a route template")]
    [InlineData(typeof(BadFunctions.PlainResult), "returns Int32")]
    [InlineData(typeof(BadFunctions.BadSchedule), "cannot be: the minute '60' must be from 0 to 59")]
    [InlineData(typeof(BadFunctions.MissingSetting), "the setting 'Rank:Schedule' is missing")]
    [InlineData(typeof(BadFunctions.TimerWithText), "the parameter 'String timer'")]
    [InlineData(typeof(BadFunctions.OrchestratorWithText), "the parameter 'String context'")]
    [InlineData(typeof(BadFunctions.EventsInsteadOfOne), "set IsBatched")]
    [InlineData(typeof(BadFunctions.OneInsteadOfEvents), "make it an array")]
    [InlineData(typeof(BadFunctions.EventAsNumber), "the parameter 'Int32 told'")]
    public void Function_ThatCannotRun_IsRefusedWithItsPlace(Type functions, string fault)
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => HostedApp.Build(_ => { }, functions));

        string line = Assert.Single(refusal.Message.Split(Environment.NewLine)[1..]);
        Assert.StartsWith($"- {functions.FullName}.Run (function 'run')", line, StringComparison.Ordinal);
        Assert.Contains(fault, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_AreAllNamedAtOnce()
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            HostedApp.Build(_ => { }, typeof(BadFunctions.NoTrigger), typeof(BadFunctions.KeyLevel), typeof(BadFunctions.SlashRoute)));

        Assert.Contains("has 0 triggers", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("demands a key", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("the route '/'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("share the function name 'run'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ThatDifferInCaseAlone_AreDuplicates()
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => HostedApp.Build(_ => { }, typeof(BadFunctions.Twins)));

        Assert.Contains(
            $"{typeof(BadFunctions.Twins).FullName}.First and {typeof(BadFunctions.Twins).FullName}.Second share the function name 'twin'",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ThatNoHostTakes_AreRefused()
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => HostedApp.Build(_ => { }, typeof(FunctionNames.Bad)));

        string[] faults = refusal.Message.Split($"{Environment.NewLine}- ")[1..];
        Assert.Equal(
            ["Digit", "Dot", "Empty", "Host", "Japanese", "Lengthy", "LineEnd", "Space", "Underscore"],
            faults.Select(f => f.Split(" (")[0].Split('.')[^1]).Order(StringComparer.Ordinal));
        Assert.All(faults, f => Assert.Contains("has a name that no host takes", f, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_OnTheirLimits_AreTaken() => HostedApp.Build(_ => { }, typeof(FunctionNames.Good)).Host.Dispose();

    [Fact]
    public void HttpFunction_WithoutAWebApplication_IsRefused()
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            HostedApp.Build(b => b.IsWebApplication = false, typeof(HttpRouteTests.CatchAll)));

        Assert.Contains("builder.ConfigureFunctionsWebApplication()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Timer_WhoseScheduleIsASetting_IsTaken() =>
        HostedApp.Build(b => b.Configuration["Rank:Schedule"] = "0 30 3 * * *", typeof(BadFunctions.MissingSetting)).Host.Dispose();

    [Fact]
    public void Functions_AreThoseOfTheAssemblyThatMadeTheBuilder() =>
        Assert.Contains(typeof(BadFunctions), Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication.CreateBuilder([]).FunctionClasses);
}
