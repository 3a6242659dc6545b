using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup sources try</c>: how a saved answer would be read.</summary>
public sealed class SourcesTests : IDisposable
{
    private const string Answer = """
        {"orders":[
         {"no":"1001","at":"2026-11-01 09:00:00","sum":5980,"state":"済","mail":"hanako@example.com","items":[{"code":"TEA-01","n":2}]},
         {"no":"1002","at":"2026-11-01 10:00:00","sum":300,"state":"一部"}]}
        """;

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Answer_OfAFile_IsShownAsItWouldBeReadAndNothingIsEntered()
    {
        string file = await PrepareAsync(Answer);
        byte[] before = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "shop.db"));
        CommandRun run = folder.Run("sources", "try", "ms", "--file", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("order 1001: 2026-11-01 09:00  5980 JPY  Paid  buyer: e-mail  goods: TEA-01 ×2", run.OutputLines[0]);
        Assert.StartsWith("order 1002: CANNOT BE READ: $.status: expected one of the words set as PaidWords", run.OutputLines[1], StringComparison.Ordinal);
        Assert.StartsWith("2 read, 1 of them would wait for a person", run.OutputLines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("hanako", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(folder.Path, "shop.db")));
    }

    [Fact]
    public async Task Answer_ThatCanAllBeRead_IsASuccess()
    {
        string file = await PrepareAsync(Answer.Replace("一部", "未", StringComparison.Ordinal));
        CommandRun run = folder.Run("sources", "try", "ms", "--file", file);
        Assert.Equal((0, "order 1002: 2026-11-01 10:00  300 JPY  Placed  buyer: nobody, so no one would be followed up  goods: not told"), (run.ExitCode, run.OutputLines[1]));
    }

    [Theory]
    [InlineData("[]", "Sources:ms:Api:ListField")]
    [InlineData("<html>", "is not JSON")]
    public async Task Answer_ThatIsNone_SaysWhatToMend(string answer, string words)
    {
        CommandRun run = folder.Run("sources", "try", "ms", "--file", await PrepareAsync(answer));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("ms --days 0")]
    [InlineData("ms --days 366")]
    [InlineData("ms --file nowhere.json")]
    public async Task Try_OfWhatIsNotThere_IsRefused(string args)
    {
        await PrepareAsync(Answer);
        CommandRun run = folder.Run(["sources", "try", .. args.Split(' ')]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Error);
    }

    private async Task<string> PrepareAsync(string answer)
    {
        await folder.WriteAsync(new TestTables());
        Dictionary<string, string> api = new()
        {
            ["Endpoint"] = "http://127.0.0.1:9/",
            ["Token"] = "t",
            ["Query"] = "{ orders { no } }",
            ["ListField"] = "orders",
            ["IdField"] = "no",
            ["OrderedAtField"] = "at",
            ["TotalField"] = "sum",
            ["StatusField"] = "state",
            ["PaidWords"] = "済",
            ["PlacedWords"] = "未",
            ["EmailField"] = "mail",
            ["LinesField"] = "items",
            ["LineSkuField"] = "code",
            ["LineQuantityField"] = "n",
        };
        folder.Write("settings.json", JsonSerializer.Serialize(new { Sources = new { ms = new { Kind = "makeshop", Api = api } } }));
        folder.Write("answer.json", answer);
        return Path.Combine(folder.Path, "answer.json");
    }
}
