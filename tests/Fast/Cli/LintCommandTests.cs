using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup lint</c>: what is found, how it is written, and what the shell is told.</summary>
public sealed class LintCommandTests
{
    private const string LineOnly = "id: line\npurpose: transactional\ntrigger: { type: order }\nsteps:\n  - { id: a, send: { channel: [line], message: thank-you } }\n  - { id: b, send: { channel: [email], message: thank-you } }\n";

    [Fact]
    public void Lint_ShippedTemplates_HaveNoFault()
    {
        CommandRun run = CommandRun.Of("lint");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("faults: 0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_WarningAlone_IsShownAndLetThrough()
    {
        using TemplatesFolder templates = new(LineOnly);
        CommandRun run = CommandRun.Of("lint", templates.Path, "--format", "csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("severity,rule,file,line,step,message", run.OutputLines[0]);
        Assert.StartsWith("warning,no-fallback,journeys/0.yaml,5,a,", Assert.Single(run.OutputLines[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_Fault_EndsWithOne()
    {
        using TemplatesFolder templates = new(LineOnly.Replace("trigger:", "trigger: { type: order }\ntriger:", StringComparison.Ordinal));
        CommandRun run = CommandRun.Of("lint", templates.Path, "--format", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, json.RootElement.GetProperty("faults").GetInt32());
        JsonElement finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(("fault", "form", 4), (finding.GetProperty("severity").GetString(), finding.GetProperty("rule").GetString(), finding.GetProperty("line").GetInt32()));
    }

    /// <summary>Two sides of one rule, from the file's declaration to the shell.</summary>
    [Theory]
    [InlineData("cross-sell", 1)]
    [InlineData("know-how", 0)]
    public void Lint_CrossSellToFirstTimeBuyers_IsRefused(string content, int code)
    {
        using TemplatesFolder templates = new("id: first\ntrigger: { type: order, nth: 1 }\nsteps:\n  - { id: a, send: { channel: [email, line], message: more } }\n");
        templates.Write("messages/more.email.md", "---\nsubject: s\n---\ntext\n");
        templates.Write("messages/more.line.yaml", $"content: {content}\nmessages:\n  - {{ type: text, text: x }}\n");
        CommandRun run = CommandRun.Of("lint", templates.Path);
        Assert.Equal(code, run.ExitCode);
        Assert.Equal(code == 1, run.Output.Contains("cross-sell-to-first-time-buyers", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_EmailThatDeclaresCrossSell_IsRefusedAsWell()
    {
        using TemplatesFolder templates = new("id: first\ntrigger: { type: order, nth: 1 }\nsteps:\n  - { id: a, send: { channel: [email], message: more } }\n");
        templates.Write("messages/more.email.md", "---\nsubject: s\ncontent: cross-sell\n---\ntext\n");
        Assert.Equal(1, CommandRun.Of("lint", templates.Path).ExitCode);
        templates.Write("messages/more.email.md", "---\nsubject: s\ncontent: gift\n---\ntext\n");
        Assert.Contains(
            "'content' must be thanks, know-how, story, cross-sell, participation, offer, not 'gift'",
            CommandRun.Of("lint", templates.Path, "--format", "csv").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_FilesThatNothingReads_AreNamed()
    {
        using TemplatesFolder templates = new(JourneyFiles.OneMail);
        templates.Write("journeys/other.yml", "id: other\n");
        templates.Write("messages/old.email.md", "---\nsubject: s\n---\ntext\n");
        templates.Write("messages/.hidden.md", "x");
        templates.Write("messages/photo.png", "x");
        string[] lines = CommandRun.Of("lint", templates.Path, "--format", "csv").OutputLines;
        Assert.Equal(
            ["journeys/other.yml", "messages/old.email.md", "messages/thank-you.line.yaml"],
            lines.Skip(1).Select(l => l.Split(',')[2]));
    }

    [Fact]
    public void Lint_FolderThatIsNone_IsRefused()
    {
        using TemplatesFolder templates = new();
        Assert.Contains("there is no folder", CommandRun.Of("lint", templates.Data).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(templates.Data);
        CommandRun run = CommandRun.Of("lint", templates.Data);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("none of the folders journeys, messages and ranks", run.Error, StringComparison.Ordinal);
    }
}
