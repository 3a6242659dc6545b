using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>import</c>: files into a data folder.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Orders_IntoANewFolder_AreCounted_AndAgainUnchanged()
    {
        string file = folder.Write("orders.csv", "order_id,customer_id,ordered_at,total\nA1,007,2026-01-10,1000\nA2,007,nonsense,1000\n");
        string bad = Path.Combine(folder.Path, "bad.csv");
        CommandRun first = Import("orders", file, "--format", "json", "--bad-rows", bad);
        Assert.Equal(0, first.ExitCode);
        using (JsonDocument json = JsonDocument.Parse(first.Output))
        {
            Assert.Equal(
                ("csv", 1, 0, 0, 1, 3),
                (json.RootElement.GetProperty("source").GetString(), Number(json, "new"), Number(json, "updated"), Number(json, "unchanged"), Number(json, "bad"),
                    json.RootElement.GetProperty("badRows")[0].GetProperty("line").GetInt32()));
        }

        Assert.Contains("orders.csv:3: ordered_at 'nonsense'", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("line,reason\n3,", File.ReadAllText(bad), StringComparison.Ordinal);

        CommandRun second = Import("orders", file, "--format", "csv");
        Assert.Equal(["file,source,new,updated,unchanged,bad", $"{file},csv,0,0,1,1"], second.OutputLines);
    }

    [Fact]
    public void CustomersAndEvents_OfTheFoldersSource_AreTaken()
    {
        string customers = folder.Write("customers.csv", "customer_id,name\n1,花子\n");
        string events = folder.Write("events.csv", "customer_id,type,at\n1,click,2026-01-10\n");
        Assert.Equal($"{customers},shop,1,0,0,0", Import("customers", customers, "--source", "shop", "--format", "csv").OutputLines[1]);
        CommandRun run = Import("events", events, "--source", "shop");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("shop", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_ThatIsNotConfigured_IsRefused()
    {
        string file = folder.Write("customers.csv", "customer_id\n1\n");
        CommandRun run = Import("customers", file, "--source", "elsewhere");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no source 'elsewhere' is configured", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void File_ThatCannotBeRead_IsRefused()
    {
        Assert.Equal(1, Import("orders", Path.Combine(folder.Path, "none.csv")).ExitCode);
        CommandRun other = Import("events", folder.Write("orders.csv", "order_id\n1\n"));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("the first line must name the columns customer_id,type,at", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void File_InAnotherCurrency_IsRefusedWithTheRemedy()
    {
        CommandRun run = Import("orders", folder.Write("orders.csv", "order_id,customer_id,ordered_at,total\n1,1,2026-01-10,1.50\n"), "--currency", "USD");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(":2: the amounts are in USD, the shop's currency is JPY (setting Shop:Currency)", run.Error, StringComparison.Ordinal);
    }

    private static int Number(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetInt32();

    private CommandRun Import(string kind, string file, params string[] options) =>
        CommandRun.Of(["import", kind, file, "--data", Path.Combine(folder.Path, "data"), .. options]);
}
