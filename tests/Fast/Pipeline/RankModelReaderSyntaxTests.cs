using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Files that are not one plain YAML mapping: refused with the line, whatever they hold, and never a crash.</summary>
public sealed class RankModelReaderSyntaxTests
{
    [Theory]
    [InlineData("", "1: the file is empty; expected 'key: value' lines")]
    [InlineData("# only a comment\n", "1: the file is empty; expected 'key: value' lines")]
    [InlineData("# ranks\n- id: top\n- id: rest\n", "2: expected 'key: value' lines")]
    [InlineData("royal\n", "1: expected 'key: value' lines")]
    [InlineData("id: m\n---\nid: n\n", "3: expected one YAML document; a second one begins here, after '---'")]
    [InlineData("id: m\nname: a\0b\n", "2: not readable as text; save the file as UTF-8")]
    public void File_ThatIsNotOneMapping_IsRefused(string text, string fault) => Assert.Equal([fault], ModelFile.Faults(text));

    [Theory]
    [InlineData("id: m\nranks:\n\t- id: top\n", 3, "invalid tab as indentation")]
    [InlineData("id: m\nranks:\n  - id: top\n\t  name: x\n", 4, "tab character")]
    [InlineData("id: m\nname: a: b\n", 2, "invalid mapping")]
    [InlineData("id: m\nranks:\n  - id: top\n    when: >= 1\n", 4, "block scalar")]
    [InlineData("id: m\nname: @home\n", 2, "character that cannot start any token")]
    [InlineData("id: m\nranks:\n  - { id: top\n", 4, "did not find expected ',' or '}'")]
    [InlineData("id: m\nname: { ja: x\nranks: []\n", 3, "a '{' or '[' above is not closed")]
    [InlineData("id: m\nname: [x\nranks: []\n", 3, "a '{' or '[' above is not closed")]
    [InlineData("id: m\nname: \"x\nranks: []\n", 3, "double-quoted scalar")]
    [InlineData("id: m\nid: n\n", 2, "Duplicate key id")]
    [InlineData("id: m\nranks:\n  - id: top\n    id: rest\n", 4, "Duplicate key id")]
    [InlineData("id: m\nscores: { behaviour: { weights: {\n  click: 1,\n  click: 2 } } }\n", 4, "Duplicate key click")]
    public void File_ThatIsNotYaml_IsRefusedWithItsLine(string text, int line, string reason)
    {
        string fault = Assert.Single(ModelFile.Faults(text));
        Assert.StartsWith($"{line}: not readable as YAML: ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: m\nname: &n x\nranks:\n  - { id: top, name: *n }\n", 4)]
    [InlineData("id: m\nname: *nobody\n", 2)]
    [InlineData("id: m\nname: &n { ja: *n }\n", 2)]
    [InlineData("id: m\n? &k [*k]\n: x\n", 2)] // would be its own key: YamlDotNet overflows the stack
    public void File_WithAnAlias_IsRefused(string text, int line)
    {
        string fault = Assert.Single(ModelFile.Faults(text));
        Assert.StartsWith($"{line}: not readable as YAML: '*", fault, StringComparison.Ordinal);
        Assert.EndsWith("repeats another part; write that part out", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WithAnAnchorThatNothingRepeats_IsRead() =>
        Assert.Equal("m", ModelFile.Load($"id: &unused m\n{ModelFile.Ranks}").Id);

    [Theory]
    [InlineData(29, "2: 'x' is not known here; expected axes, demotion, id, lapsedAfterDays, name, ranks, scores, shopFigures")]
    [InlineData(30, "2: not readable as YAML: more than 32 levels inside each other")]
    [InlineData(200_000, "2: not readable as YAML: more than 32 levels inside each other")] // would overflow the stack
    public void File_NestedDeeply_IsRefusedBeforeItHurts(int lists, string fault) =>
        Assert.Equal([fault], ModelFile.Faults($"id: m\nx: {new string('[', lists)}{new string(']', lists)}\n{ModelFile.Ranks}"));
}
