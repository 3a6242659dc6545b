using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>What <c>docs/deploy.md</c> tells people to type.</summary>
public sealed partial class DeployGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "deploy.md"));

    private static readonly string[] Variables = [.. Variable().Matches(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json"))).Select(m => m.Groups[1].Value)];

    [Fact]
    public void Guide_SetsOnlyWhatThereIs() =>
        Assert.Empty(Sets().Matches(Guide).Select(m => m.Groups[1].Value).Except([.. Variables, "FunctionsRuntime"]));

    [Fact]
    public void Guide_ExplainsEveryVariable() =>
        Assert.Empty(Variables.Where(v => !Guide.Contains($"`{v}`", StringComparison.Ordinal) && !Guide.Contains($"azd env set {v} ", StringComparison.Ordinal)));

    [Fact]
    public void Guide_AsksAzdOnlyForOutputs() => Assert.Empty(
        Gets().Matches(Guide).Select(m => m.Groups[1].Value).Where(o => !File.ReadAllText(Repository.PathOf("infra", "main.bicep")).Contains($"output {o} ", StringComparison.Ordinal)));

    [Fact]
    public void Links_LeadToFilesAndHeadings()
    {
        string[] headings = [.. Heading().Matches(Guide).Select(m => Anchor(m.Groups[1].Value))];
        IEnumerable<string> links = Link().Matches(Guide).Select(m => m.Groups[1].Value).Where(l => !l.StartsWith("http", StringComparison.Ordinal));
        Assert.NotEmpty(links);
        Assert.Empty(links.Where(l => l[0] == '#' ? !headings.Contains(l[1..]) : !Path.Exists(Repository.PathOf("docs", l.Split('#')[0]))));
    }

    [Fact]
    public void Example_AddsUp()
    {
        (int orders, int steps) = ((int)(5000 * 0.4), (int)(5000 * 0.4 * 6));
        Assert.Equal((2000, 12_000), (orders, steps));
        Assert.Contains($"= {((orders * 56) + (steps * 22)) / 10_000.0 * 10,5:F0} yen", Guide, StringComparison.Ordinal);
        Assert.Contains($"= {(orders + steps) * 3 * 0.2 * 2 * 0.005,5:F0} yen", Guide, StringComparison.Ordinal);
        Assert.Contains($"= {((2 * 1_296_000) + (9 * 259_200)) / 10_000.0 * 10:N0} yen", Guide, StringComparison.Ordinal);
    }

    /// <summary>As GitHub makes them: small letters, hyphens for blanks, no punctuation.</summary>
    private static string Anchor(string heading) => Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"azd env set (\w+)")]
    private static partial Regex Sets();

    [GeneratedRegex(@"azd env get-value (\w+)")]
    private static partial Regex Gets();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
