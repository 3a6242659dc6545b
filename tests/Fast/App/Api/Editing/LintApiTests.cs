using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.App.Api.Editing;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>What is said of files while they are written.</summary>
public sealed partial class LintApiTests
{
    private static readonly string Unreached = JourneyFiles.Journey("one-mail", "  - { id: end, exit: true }\n  - { id: late, send: { channel: [email], message: thank-you } }");

    [Fact]
    public async Task Lint_OfTextsThatAreRight_FindsNothing()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        Assert.Equal(("0", "0", "[]"), Read(await LintAsync(bed, ("journey", "one-mail", JourneyFiles.OneMail + "# more\n"))));
        Assert.Equal(("0", "0", "[]"), Read(await LintAsync(bed)));
    }

    [Fact]
    public async Task Lint_OfAStepThatNobodyReaches_NamesItInBothLanguages()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        ApiAnswer answer = await LintAsync(bed, ("journey", "one-mail", Unreached));
        Assert.Equal(("1", "0"), (answer.At("faults"), answer.At("warnings")));
        Assert.Equal(
            ["fault", "unreachable", "journey", "one-mail", "journeys/0.yaml", "9", "3", "late", "だれも通らないステップがあります。", "There is a step that nobody reaches."],
            new[] { "severity", "rule", "kind", "name", "file", "line", "column", "step", "what.ja", "what.en" }.Select(p => answer.At("findings.0." + p)));
        Assert.StartsWith("nobody reaches 'late': ", answer.At("findings.0.detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_OfAMessage_JudgesEveryJourneyThatSendsIt()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        ApiAnswer answer = await LintAsync(bed, ("email", "thank-you", "---\nsubject: 秋\npurpose: marketing\n---\nいかがですか\n"));
        Assert.Equal(
            ["journeys/0.yaml now", "journeys/0.yaml later", "journeys/1.yaml mail"],
            answer.Json.GetProperty("findings").EnumerateArray().Where(f => ApiAnswer.At(f, "detail")!.Contains("in a transactional journey", StringComparison.Ordinal))
                .Select(f => $"{ApiAnswer.At(f, "file")} {StepOf(ApiAnswer.At(f, "detail")!)}"));
    }

    [Fact]
    public async Task Lint_OfMessagesThatNothingSends_ReadsThemAllTheSame()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await LintAsync(bed, ("email", "lonely", "---\nsubject: \"{{customer.nothing}}\"\n---\n"), ("line", "alone", "messages: []\n"));
        Assert.Equal(
            ["form messages/alone.line.yaml", "form messages/lonely.email.md", "unused-file messages/alone.line.yaml", "unused-file messages/lonely.email.md"],
            answer.Json.GetProperty("findings").EnumerateArray().Select(f => $"{ApiAnswer.At(f, "rule")} {ApiAnswer.At(f, "file")}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lint_OfAJourneyThatChangedItsId_RefusesIt()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        ApiAnswer answer = await LintAsync(bed, ("journey", "one-mail", JourneyFiles.OneMail.Replace("id: one-mail", "id: two-mail", StringComparison.Ordinal)));
        Assert.Equal(("form", "fault"), (answer.At("findings.0.rule"), answer.At("findings.0.severity")));
        Assert.StartsWith("'id' must stay 'one-mail', not 'two-mail'", answer.At("findings.0.detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_LaysTextsOverDraftsOverWhatIsPublished()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        DraftStore drafts = new(story.World.Tables, story.World.Clocks);
        await drafts.SaveAsync(new TemplateName(TemplateKind.Journey, "one-mail"), null, Unreached, null, null, default);
        Assert.Equal("1", (await LintAsync(bed)).At("faults"));
        Assert.Equal("0", (await LintAsync(bed, ("journey", "one-mail", JourneyFiles.OneMail))).At("faults"));
        Assert.Equal("0", (await bed.SendAsync("POST", "/api/lint", """{"withDrafts": false}""")).At("faults"));
    }

    [Fact]
    public async Task Lint_ChangesNothing()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        using ApiBed bed = new(story.World);
        string[] before = await story.World.Tables.DumpAsync();
        await LintAsync(bed, ("journey", "one-mail", Unreached));
        Assert.Equal(before, await story.World.Tables.DumpAsync());
    }

    [Theory]
    [InlineData("""{"files": [{"kind": "journey", "name": "a"}]}""")]
    [InlineData("""{"files": [{"kind": "journey", "text": ""}]}""")]
    [InlineData("""{"files": [{"kind": "letter", "name": "a", "text": ""}]}""")]
    [InlineData("""{"files": [{"kind": 1, "name": "a", "text": ""}]}""")]
    [InlineData("""{"files": [{"kind": "journey", "name": "A", "text": ""}]}""")]
    [InlineData("""{"files": [{"kind": "journey", "name": "a", "text": "\u0007"}]}""")]
    [InlineData("""{"files": [null]}""")]
    [InlineData("""[]""")]
    public async Task Lint_OfWhatIsNoFile_IsRefused(string json)
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("POST", "/api/lint", json)).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData(20, 200)]
    [InlineData(21, 400)]
    public async Task Lint_OfManyFiles_IsBounded(int count, int status)
    {
        using ApiBed bed = new(new TestWorld());
        string json = JsonSerializer.Serialize(new { files = Enumerable.Range(0, count).Select(i => new { kind = "journey", name = $"j{i}", text = "id: [" }) });
        Assert.Equal(status, (int)(await bed.SendAsync("POST", "/api/lint", json)).Status);
    }

    /// <summary>The table of docs/journeys.md names every rule.</summary>
    [Fact]
    public void Words_AreThereForEveryRule()
    {
        string table = File.ReadAllText(Repository.PathOf("docs", "journeys.md")).Split("## What lint finds")[1];
        string[] rules = [.. RuleRow().Matches(table).SelectMany(m => RuleName().Matches(m.Groups[1].Value)).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.True(rules.Length >= 20);
        Assert.Equal(rules, LintWords.Rules.Order(StringComparer.Ordinal));
        Assert.All(LintWords.Rules.Select(LintWords.Of), w => Assert.All([w.What.Ja, w.What.En, w.Fix.Ja, w.Fix.En], t => Assert.Matches("[。.]$", t)));
    }

    private static (string?, string?, string?) Read(ApiAnswer answer) => (answer.At("faults"), answer.At("warnings"), answer.At("findings"));

    private static string StepOf(string detail) => detail.Split('\'')[1];

    private static async Task<ApiAnswer> LintAsync(ApiBed bed, params (string Kind, string Name, string Text)[] files)
    {
        ApiAnswer answer = await bed.SendAsync("POST", "/api/lint", JsonSerializer.Serialize(new { files = files.Select(f => new { kind = f.Kind, name = f.Name, text = f.Text }) }));
        Assert.Equal(200, (int)answer.Status);
        return answer;
    }

    [GeneratedRegex(@"^\| (`.*?`) \| (?:fault|warning)", RegexOptions.Multiline)]
    private static partial Regex RuleRow();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex RuleName();
}
