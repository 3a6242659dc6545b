using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>The parser of Bicep, a Node program of this repository.</summary>
internal static class BicepTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };

    private static readonly Dictionary<string, BicepNode> Known = new(StringComparer.Ordinal);

    private static readonly string Folder = Repository.PathOf("tests", "tools", "bicep");

    /// <summary>How to get the tool; null when it is there.</summary>
    public static string? Remedy { get; } = Directory.Exists(Path.Combine(Folder, "node_modules", "tree-sitter-bicep")) && IsNodeThere()
        ? null
        : "The Bicep parser is missing. Install Node 20 or later and run 'npm ci --prefix tests/tools/bicep'.";

    /// <summary>One process for all tests, one request at a time; it ends when the test process does.</summary>
    private static readonly Lazy<Process> Parser = new(Start);

    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>The trees of texts, in their order.</summary>
    public static async Task<IReadOnlyList<BicepNode>> ParseAsync(IReadOnlyList<string> texts)
    {
        Assert.True(Remedy is null, Remedy);
        await Turn.WaitAsync();
        try
        {
            string[] unknown = [.. texts.Where(t => !Known.ContainsKey(t)).Distinct()];
            foreach ((string text, BicepNode tree) in unknown.Zip(unknown.Length == 0 ? [] : await AskAsync(unknown)))
            {
                Known[text] = tree;
            }

            return [.. texts.Select(t => Known[t])];
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<BicepNode[]> AskAsync(string[] texts)
    {
        using CancellationTokenSource patience = new(Patience);
        await Parser.Value.StandardInput.WriteLineAsync(JsonSerializer.Serialize(texts).AsMemory(), patience.Token);
        await Parser.Value.StandardInput.FlushAsync(patience.Token);
        string? answer = await Parser.Value.StandardOutput.ReadLineAsync(patience.Token);
        Assert.True(answer is not null, "The Bicep parser ended. Run 'npm ci --prefix tests/tools/bicep' again.");
        return JsonSerializer.Deserialize<BicepNode[]>(answer, Json)!;
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("node", ["parse.mjs"])
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;

    private static bool IsNodeThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(f => File.Exists(Path.Combine(f, OperatingSystem.IsWindows() ? "node.exe" : "node")));
}
