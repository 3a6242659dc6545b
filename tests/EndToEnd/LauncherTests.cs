using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The script <c>./followup</c>: builds when something changed, and runs from anywhere.</summary>
[Collection(SameCheckout.Name)]
public sealed class LauncherTests
{
    [Fact]
    public async Task SecondRun_OfTheCheckout_BuildsNothing()
    {
        using TemporaryFolder elsewhere = new();
        ProcessRun run = await ProcessRun.FollowUpAsync(elsewhere.Path, ["--version"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }

    [Fact]
    public async Task Run_ThroughALinkFromElsewhere_FindsTheCheckoutAndReadsFilesThere()
    {
        using TemporaryFolder elsewhere = new();
        elsewhere.Write("orders.csv", "order_id,customer_id,ordered_at,total\nO1,山田,2026-05-31,100\nO2,b,2026-05-31,x\n");
        elsewhere.Write("mine.yaml", "id: mine\nranks:\n  - id: everybody\n");
        File.CreateSymbolicLink(elsewhere.PathOf("link"), Repository.PathOf("followup"));
        ProcessRun run = await ProcessRun.FollowUpAsync(
            elsewhere.Path, ["rank", "--orders", "orders.csv", "--model", "mine.yaml", "--as-of", "2026-05-31"], elsewhere.PathOf("link"));
        Assert.Equal("customer_id,rank,lapsed,order_count,total_amount,days_since_first,days_since_last\n山田,everybody,false,1,100,0,0\n", run.Output);
        Assert.StartsWith("orders.csv:3: total 'x' is not a number", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData(1, "rank", "--orders", "none.csv", "--model", "six-rank")]
    [InlineData(2, "rank")]
    public async Task Run_ThatIsRefused_GivesTheExitCodeToTheShell(int exitCode, params string[] args)
    {
        using TemporaryFolder elsewhere = new();
        ProcessRun run = await ProcessRun.FollowUpAsync(elsewhere.Path, args);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output.Trim()));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task ProgramNewerThanEverySource_IsRunAtOnce()
    {
        using FakeCheckout checkout = new();
        ProcessRun run = await checkout.RunAsync("rank", "a b");
        Assert.Equal((0, $"dotnet <{checkout.Program}> <rank> <a b>\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("functions/Domain/Rule.cs")]
    [InlineData("templates/ranks/six-rank.yaml")]
    [InlineData("samples/orders.csv")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    public async Task SourceNewerThanTheProgram_IsBuiltOnce(string source)
    {
        using FakeCheckout checkout = new();
        checkout.Touch(source, DateTime.UtcNow);
        ProcessRun first = await checkout.RunAsync("rank");
        Assert.Equal("followup: building (once after every change) ...\n", first.Error);
        Assert.Equal((0, $"dotnet <{checkout.Program}> <rank>\n"), (first.ExitCode, first.Output)); // the build's output is not the command's
        Assert.Contains("<build> <functions/Cli>", checkout.BuildLog, StringComparison.Ordinal);
        Assert.Equal("", (await checkout.RunAsync("rank")).Error);
    }

    [Fact]
    public async Task SourceDeletedSinceTheProgram_IsBuilt()
    {
        using FakeCheckout checkout = new();
        checkout.Delete("functions/Domain/Rule.cs");
        Assert.StartsWith("followup: building", (await checkout.RunAsync("rank")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildThatFails_IsShownAndNothingIsRun()
    {
        using FakeCheckout checkout = new();
        checkout.Touch("functions/broken.cs", DateTime.UtcNow);
        ProcessRun run = await checkout.RunAsync("rank");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error CS0000", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("followup: the build failed; the lines above say why\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotnetMissing_IsSaidWithTheRemedy()
    {
        using FakeCheckout checkout = new(withDotnet: false);
        ProcessRun run = await checkout.RunAsync("rank");
        Assert.Equal((1, "", "followup: the .NET SDK is missing; install the .NET 10 SDK and put 'dotnet' on the PATH\n"), (run.ExitCode, run.Output, run.Error));
    }
}
