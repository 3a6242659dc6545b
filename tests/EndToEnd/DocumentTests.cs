using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>Every <c>$ ./followup …</c> that a document shows is run, and prints what the document says.
/// A line <c>…</c> stands for the rest.</summary>
public sealed class DocumentTests
{
    private const string Indent = "    ";
    private const string Prompt = Indent + "$ ./followup ";

    public static TheoryData<string, string[]> Examples
    {
        get
        {
            TheoryData<string, string[]> examples = [];
            foreach (string document in new[] { "README.md", "README.ja.md" })
            {
                string[] lines = File.ReadAllLines(Repository.PathOf(document));
                foreach ((int index, string line) in lines.Index().Where(l => l.Item.StartsWith(Prompt, StringComparison.Ordinal)))
                {
                    IEnumerable<string> shown = lines.Skip(index + 1).TakeWhile(l => l.Length == 0 || l.StartsWith(Indent, StringComparison.Ordinal));
                    examples.Add($"{document} {line.Trim()}", [.. shown.Select(l => l.Length == 0 ? "" : l[Indent.Length..])]);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_PrintsWhatTheDocumentSays(string example, string[] shown)
    {
        ProcessRun run = await ProcessRun.OfAsync(Repository.PathOf("followup"), Repository.Root, example.Split(Prompt.TrimStart())[1].Split(' '));
        string[] expected = Trimmed(shown.TakeWhile(l => l != "…"));
        string[] printed = Trimmed(run.Output.Split('\n'));
        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, shown.Contains("…") ? printed.Take(expected.Length) : printed);
    }

    [Fact]
    public void Documents_ShowExamples() => Assert.True(Examples.Count >= 4, "The examples of README.md and README.ja.md were not found.");

    /// <summary>Tables end in spaces and empty lines that no document keeps.</summary>
    private static string[] Trimmed(IEnumerable<string> lines) => [.. lines.Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
}
