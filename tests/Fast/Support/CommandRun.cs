using System.Text.Json;
using FollowUpFlows.Cli;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>One run of the command line inside the test's process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>A shop on 2026-05-31: anna with an order of every kind, bert with one, carl unpaid, dora only later.</summary>
    public const string SmallShop = """
        order_id,customer_id,ordered_at,total,subtotal,status,refunded,test
        A1,anna,2026-01-10,1000,800,paid,,
        A2,anna,2026-03-10T15:30:00Z,2000,1500,placed,500,
        A3,anna,2026-05-01,3000,,paid,,
        A4,anna,2026-05-02,3000,,cancelled,,
        A5,anna,2026-05-03,3000,,paid,3000,
        A6,anna,2026-05-04,3000,,paid,,true
        B1,bert,2026-05-20,5000,,,,
        C1,carl,2026-05-20,5000,,placed,,
        D1,dora,2026-06-01,500,,,,

        """;

    public const string CsvHeader = "customer_id,rank,lapsed,order_count,total_amount,days_since_first,days_since_last";

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    public static CommandRun Of(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = FollowUp.Run(args, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary><c>rank</c> over an orders file with this text, as of 2026-05-31 in six-rank unless the options say otherwise.</summary>
    public static CommandRun Rank(string orders, params string[] options)
    {
        using TemporaryFolder folder = new();
        string[] model = options.Contains("--model") ? [] : ["--model", "six-rank"];
        string[] asOf = options.Contains("--as-of") ? [] : ["--as-of", "2026-05-31"];
        CommandRun run = Of(["rank", "--orders", folder.Write("orders.csv", orders), .. model, .. asOf, .. options]);
        return run with { Error = run.Error.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) };
    }

    /// <summary>The output as JSON, of a run that had nothing to complain about.</summary>
    public JsonElement Json()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
