using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary>What <c>followup demo</c> refuses before it makes anything, and what it says of itself.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--fresh")]
    [InlineData("--speed", "60")]
    public void Demo_InAFolderOfSomethingElse_IsRefusedAndTouchesNothing(params string[] options)
    {
        folder.Write("settings.json", "{}");
        CommandRun run = CommandRun.Of(["demo", "--data", folder.Path, "--port", "0", .. options]);
        Assert.Equal((1, "", $"followup: {folder.Path} holds something that is no demo, and stays as it is. Name another folder with --data."), (run.ExitCode, run.Output, run.Error.Trim()));
        Assert.Equal(["settings.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("1901-12-31T23:59:59Z")]
    [InlineData("2901-01-01T00:00:00Z")]
    public void Demo_UntilATimeThatNoStoreKeeps_IsRefused(string clock)
    {
        CommandRun run = CommandRun.Of("demo", "--data", folder.PathOf("demo"), "--port", "0", "--clock", clock);
        Assert.Equal((1, "followup: --clock lies too far away; write an instant from 1902 to 2900"), (run.ExitCode, run.Error.Trim()));
        Assert.False(Directory.Exists(folder.PathOf("demo")));
    }

    /// <summary>A demo that is there is gone on with, never changed behind somebody's back.</summary>
    [Fact]
    public void Demo_OfAnotherInstantThanTheOneThatIsThere_IsRefused()
    {
        const string Mark = """
            { "clock": "2026-11-21T00:00:00Z", "everyNth": 1, "from": "2025-11-12", "orders": 1, "customers": 1, "sends": 1, "customer": "12346", "certifiedOn": "2026-11-20" }
            """;
        folder.Write("demo.json", Mark);
        CommandRun run = CommandRun.Of("demo", "--data", folder.Path, "--port", "0", "--clock", "2026-11-21T09:00:01+09:00");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holds a demo of 2026-11-21T00:00:00Z; leave --clock out", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A demo without simulated orders does not get them in the middle of its life, nor the other way round.</summary>
    [Theory]
    [InlineData("", "0.15", "0")]
    [InlineData(""", "response": 0.15""", "0", "0.15")]
    public void Demo_WithAnotherResponseThanTheOneThatIsThere_IsRefused(string made, string asked, string said)
    {
        folder.Write("demo.json", $$"""
            { "clock": "2026-11-21T00:00:00Z", "everyNth": 1, "from": "2025-11-12", "orders": 1, "customers": 1, "sends": 1, "customer": "12346", "certifiedOn": "2026-11-20"{{made}} }
            """);
        CommandRun run = CommandRun.Of("demo", "--data", folder.Path, "--port", "0", "--response", asked);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"holds a demo that was made with --response {said}; leave --response out", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--response", "1.01")]
    [InlineData("--response", "-0.1")]
    [InlineData("--response", "15%")]
    [InlineData("--speed", "fast")]
    [InlineData("--port", "65536")]
    [InlineData("--clock", "yesterday")]
    [InlineData("--until", "2026-11-21")]
    public void Demo_OptionThatCannotBeUnderstood_IsWrongUsage(params string[] options) =>
        Assert.Equal(2, CommandRun.Of(["demo", "--data", folder.PathOf("demo"), .. options]).ExitCode);

    [Fact]
    public void Help_NamesEveryOptionButTheOneForTests()
    {
        CommandRun run = CommandRun.Of("demo", "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["--data", "--port", "--clock", "--speed", "--response", "--fresh", "followup-demo", "3600", "Exit codes"], o => Assert.Contains(o, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("--every-nth", run.Output, StringComparison.Ordinal);
    }
}
