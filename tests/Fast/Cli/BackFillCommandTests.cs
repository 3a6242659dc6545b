using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup backfill</c>: those who would have entered earlier, in a data folder that no server holds.</summary>
public sealed class BackFillCommandTests : IDisposable
{
    private const string Mail = "  - { id: mail, send: { channel: [email], message: thank-you } }";

    private readonly TemplatesFolder templates = new(JourneyFiles.Free("ten", "trigger: { type: order, nth: 1 }", Mail));

    public void Dispose() => templates.Dispose();

    [Fact]
    public void BackFill_IsPreviewed_AndEnrollsOnce()
    {
        templates.Write("orders.csv", "order_id,customer_id,ordered_at,total\nA1,007,2026-01-10,1000\nA2,008,2026-02-10,1000\nA3,008,2026-03-10,1000\n");
        Assert.Equal(0, CommandRun.Of("import", "orders", Path.Combine(templates.Path, "orders.csv"), "--data", templates.Data).ExitCode);
        Assert.Equal(0, CommandRun.Of("publish", templates.Path, "--data", templates.Data).ExitCode);
        using (JsonDocument json = JsonDocument.Parse(Run("ten", "--preview", "--format", "json").Output))
        {
            Assert.Equal((2, 2), (json.RootElement.GetProperty("looked").GetInt32(), json.RootElement.GetProperty("entered").GetInt32()));
            Assert.Equal(2, json.RootElement.GetProperty("byDay").EnumerateArray().Sum(d => d.GetProperty("messages").GetInt32()));
        }

        Assert.Equal(["what,of,count", "customers looked at,,2", "customers who entered,ten,2"], Run("ten", "--format", "csv").OutputLines[..3]);
        Assert.Contains("customers who entered,ten,0", Run("ten", "--format", "csv").OutputLines);
        Assert.Contains("customers who entered", Run("ten").Output, StringComparison.Ordinal);
        Assert.Equal(3, CommandRun.Of("enrollments", "--journey", "ten", "--data", templates.Data, "--format", "csv").OutputLines.Length);
    }

    [Theory]
    [InlineData(1, "no journey 'other' enrolls customers", "other")]
    [InlineData(2, "--per-day takes a number from 1 on, not '0'", "ten", "--per-day", "0")]
    public void BackFill_ThatCannotBe_IsRefused(int code, string error, params string[] arguments)
    {
        Assert.Equal(0, CommandRun.Of("publish", templates.Path, "--data", templates.Data).ExitCode);
        CommandRun run = Run(arguments);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private CommandRun Run(params string[] arguments) => CommandRun.Of(["backfill", .. arguments, "--data", templates.Data]);
}
