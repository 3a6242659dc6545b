using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary><c>templates/schema/richmenus.json</c>, which editors use, says what the reader says; and the documented example is one that can be
/// published.</summary>
public sealed partial class RichMenuSchemaTests
{
    private const string Bogus = "zzz: 1";
    private const string Place = "at: { x: 0, y: 0, width: 1, height: 1 }";

    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("templates", "schema", "richmenus.json"))).RootElement;

    /// <summary>Where the schema describes a mapping, and a file with an unknown key at that place.</summary>
    private static readonly Dictionary<string, string> Mappings = new()
    {
        [""] = MenuCases.One() + Bogus,
        ["/$defs/menu"] = MenuCases.One(Bogus),
        ["/$defs/area"] = MenuCases.One(area: $"{Place}, action: {{ type: message, text: a }}, {Bogus}"),
        ["/$defs/place"] = MenuCases.One(area: $"at: {{ x: 0, y: 0, width: 1, height: 1, {Bogus} }}, action: {{ type: message, text: a }}"),
        ["/$defs/uriAction"] = MenuCases.One(area: $"{Place}, action: {{ type: uri, uri: \"https://a.example/\", {Bogus} }}"),
        ["/$defs/messageAction"] = MenuCases.One(area: $"{Place}, action: {{ type: message, text: a, {Bogus} }}"),
        ["/$defs/postbackAction"] = MenuCases.One(area: $"{Place}, action: {{ type: postback, data: a, {Bogus} }}"),
        ["/$defs/rule"] = MenuCases.One() + $"show: [ {{ menu: member, rank: {{ in: new }}, {Bogus} }} ]",
        ["/$defs/gate"] = MenuCases.One() + $"show: [ {{ menu: member, rank: {{ in: new, {Bogus} }} }} ]",
    };

    public static TheoryData<string> Places => [.. Mappings.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Mapping_HasTheKeysOfTheReader(string place)
    {
        string fault = Assert.Single(MenuCases.Faults(Mappings[place]));
        Assert.Equal(ExpectedKeys().Match(fault).Groups[1].Value.Split(", "), At(place).GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.False(At(place).GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void Schema_EveryMapping_IsCompared()
    {
        IEnumerable<string> described = Schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => "/$defs/" + d.Name).Prepend("");
        Assert.Equal(Mappings.Keys.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Example_OfTheDocumentation_CanBePublished()
    {
        string text = File.ReadAllText(Repository.PathOf("docs", "channels.md")).ReplaceLineEndings("\n");
        int begin = text.IndexOf("```yaml\n# line/richmenus.yaml", StringComparison.Ordinal) + "```yaml\n".Length;
        string example = text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
        Dictionary<string, byte[]> pictures = new(StringComparer.Ordinal)
        {
            ["line/royal.png"] = Pictures.Png(2500, 1686),
            ["line/come-back.jpg"] = Pictures.Jpeg(2500, 843),
            ["line/member.png"] = Pictures.Png(2500, 1686, fill: 1),
        };
        Assert.Empty(MenuCases.Faults(example, pictures));
        Assert.Equal(["royal", "come-back", "member"], MenuCases.Read(example, pictures).Value!.Menus.Menus.Select(m => m.Id));
    }

    private static JsonElement At(string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(Schema, (at, key) => at.GetProperty(key));

    [GeneratedRegex("expected (.*)$")]
    private static partial Regex ExpectedKeys();
}
