using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary><c>templates/schema/journey.json</c>, which editors use, says what the reader says: every key and every word, both ways.
/// What the reader knows is learnt from how it refuses what it does not know.</summary>
public sealed partial class JourneySchemaTests
{
    private const string Bogus = "zzz: 1";

    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("templates", "schema", "journey.json"))).RootElement;

    /// <summary>Where the schema describes a mapping, and a journey with an unknown key at that place.</summary>
    private static readonly Dictionary<string, string> Mappings = new()
    {
        [""] = Root(Bogus),
        ["/$defs/localName"] = Root($"name: {{ ja: x, {Bogus} }}"),
        ["/$defs/gate"] = Root($"rank: {{ in: new, {Bogus} }}"),
        ["/$defs/orderTrigger"] = Trigger($"type: order, {Bogus}"),
        ["/$defs/rankChangedTrigger"] = Trigger($"type: rank-changed, {Bogus}"),
        ["/$defs/registeredTrigger"] = Trigger($"type: registered, {Bogus}"),
        ["/$defs/lapsedTrigger"] = Trigger($"type: lapsed, days: 1, {Bogus}"),
        ["/$defs/eventTrigger"] = Trigger($"type: event, event: e, {Bogus}"),
        ["/$defs/lineFriendAddedTrigger"] = Trigger($"type: line-friend-added, {Bogus}"),
        ["/$defs/birthdayTrigger"] = Trigger($"type: birthday, {Bogus}"),
        ["/$defs/anniversaryTrigger"] = Trigger($"type: anniversary, {Bogus}"),
        ["/$defs/beforeLapseTrigger"] = Trigger($"type: before-lapse, before: 30d, {Bogus}"),
        ["/$defs/broadcastTrigger"] = Trigger($"type: broadcast, on: 2026-12-10, {Bogus}"),
        ["/$defs/goal"] = Root($"goal: {{ type: order, within: 1d, {Bogus} }}"),
        ["/$defs/hypothesis"] = Root($"hypothesis: {{ text: x, {Bogus} }}"),
        ["/$defs/step"] = JourneyFile.WithStep("after: 1d", Bogus),
        ["/$defs/send"] = JourneyFile.WithStep($"send: {{ channel: email, message: m, {Bogus} }}"),
        ["/$defs/tag"] = JourneyFile.WithStep($"tag: {{ add: t, {Bogus} }}"),
        ["/$defs/waitFor"] = JourneyFile.WithStep($"waitFor: {{ type: order, timeout: 1d, {Bogus} }}"),
        ["/$defs/arm"] = JourneyFile.WithStep($"branch: [ {{ otherwise: true, steps: [], {Bogus} }} ]"),
        ["/$defs/split"] = JourneyFile.WithStep($"split: {{ arms: [ {{ id: a, steps: [] }} ], {Bogus} }}"),
        ["/$defs/splitArm"] = JourneyFile.WithStep($"split: {{ arms: [ {{ id: a, steps: [], {Bogus} }} ] }}"),
        ["/$defs/condition"] = JourneyFile.WithStep($"branch: [ {{ when: {{ rank: new, {Bogus} }}, steps: [] }} ]"),
    };

    /// <summary>Where the schema lists words, and a journey with the word WORD at that place.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["/properties/purpose"] = Root("purpose: WORD"),
        ["/properties/reentry"] = Root("reentry: WORD"),
        ["/properties/onRankChange"] = Root("onRankChange: WORD", "plan: p", "rank: { in: new }"),
        ["/properties/onNewOrder"] = Root("onNewOrder: WORD"),
        ["/$defs/half"] = Root("rank: { half: WORD }"),
        ["/$defs/rankChangedTrigger/properties/direction"] = Trigger("type: rank-changed, direction: WORD"),
        ["/$defs/birthdayTrigger/properties/on"] = Trigger("type: birthday, on: WORD"),
        ["/$defs/leapDay"] = Trigger("type: anniversary, leapDay: WORD"),
        ["/$defs/missed"] = Trigger("type: anniversary, missed: WORD"),
        ["/$defs/awaitedType"] = JourneyFile.WithStep("waitFor: { type: WORD, timeout: 1d }"),
        ["/$defs/metric"] = Root("hypothesis: { text: x, metric: WORD }"),
        ["/$defs/attribution"] = Root("hypothesis: { text: x, attribution: WORD }"),
        ["/$defs/channel"] = JourneyFile.WithStep("send: { channel: WORD, message: m }"),
    };

    public static TheoryData<string> Places => [.. Mappings.Keys];

    public static TheoryData<string> WordPlaces => [.. Words.Keys];

    [Theory]
    [MemberData(nameof(Places))]
    public void Mapping_HasTheKeysOfTheReader(string place)
    {
        string fault = Assert.Single(JourneyFile.Faults(Mappings[place]));
        Assert.Equal(ExpectedKeys().Match(fault).Groups[1].Value.Split(", "), At(place).GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.False(At(place).GetProperty("additionalProperties").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(WordPlaces))]
    public void List_HasTheWordsOfTheReader(string place)
    {
        string fault = JourneyFile.Faults(Words[place].Replace("WORD", "zzz", StringComparison.Ordinal))[0];
        Assert.Equal(ExpectedWords().Match(fault).Groups[1].Value.Split(", ").Order(), At(place).GetProperty("enum").EnumerateArray().Select(w => w.GetString()!).Order());
    }

    [Fact]
    public void Trigger_HasTheTypesThatTheReaderObeys()
    {
        string[] known = ExpectedWords().Match(JourneyFile.Faults(Trigger("type: zzz"))[0]).Groups[1].Value.Split(", ");
        IEnumerable<string> obeyed = known.Where(t => !FaultsOrNone(Trigger($"type: {t}")).Any(f => f.EndsWith("is not available yet", StringComparison.Ordinal)));
        IEnumerable<string> described = At("/properties/trigger").GetProperty("oneOf").EnumerateArray()
            .Select(t => At(t.GetProperty("$ref").GetString()![1..]).GetProperty("properties").GetProperty("type").GetProperty("const").GetString()!);
        Assert.Equal(obeyed.Order(), described.Order());
    }

    /// <summary>Nothing in the schema is left unchecked.</summary>
    [Fact]
    public void Schema_EveryMappingAndList_IsCompared()
    {
        Assert.Equal(Mappings.Keys.Order(StringComparer.Ordinal), PlacesWith(Schema, "", "properties").Order(StringComparer.Ordinal));
        Assert.Equal(Words.Keys.Order(StringComparer.Ordinal), PlacesWith(Schema, "", "enum").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1d", true)]
    [InlineData("3650d", true)]
    [InlineData("PT2H", true)]
    [InlineData("PT1H30M", true)]
    [InlineData("PT90S", true)]
    [InlineData("3", false)]
    [InlineData("P3D", false)]
    [InlineData("-1d", false)]
    [InlineData("2h", false)]
    public void Length_HasTheFormOfTheReader(string text, bool isTaken)
    {
        Assert.Equal(isTaken, Regex.IsMatch(text, At("/$defs/length").GetProperty("pattern").GetString()!));
        Assert.Equal(isTaken, FaultsOrNone(JourneyFile.WithStep($"after: {text}")).Count == 0);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("new-customer-2", true)]
    [InlineData("a--b", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    public void Id_HasTheFormOfTheReader(string id, bool isTaken)
    {
        Assert.Equal(isTaken, Regex.IsMatch(id, At("/$defs/id").GetProperty("pattern").GetString()!));
        Assert.Equal(isTaken, FaultsOrNone($"id: {id}\ntrigger: {{ type: order }}\n{JourneyFile.Steps}").Count == 0);
    }

    private static IReadOnlyList<string> FaultsOrNone(string text) => [.. JourneyReader.Read("j.yaml", text).Faults.Select(f => f.Message)];

    private static string Root(params string[] lines) => $"id: f\ntrigger: {{ type: order }}\n{string.Join('\n', lines)}\n{JourneyFile.Steps}";

    private static string Trigger(string trigger) => $"id: f\ntrigger: {{ {trigger} }}\n{JourneyFile.Steps}";

    private static JsonElement At(string pointer) =>
        pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(Schema, (at, key) => at.GetProperty(key));

    private static IEnumerable<string> PlacesWith(JsonElement at, string pointer, string key)
    {
        if (at.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        bool isOfSchema = !pointer.EndsWith("/properties", StringComparison.Ordinal) && !pointer.EndsWith("/$defs", StringComparison.Ordinal);
        if (isOfSchema && at.TryGetProperty(key, out _))
        {
            yield return pointer;
        }

        foreach (string inner in at.EnumerateObject().SelectMany(p => PlacesWith(p.Value, $"{pointer}/{p.Name}", key)))
        {
            yield return inner;
        }
    }

    [GeneratedRegex("'zzz' is not known here; expected (.+)$")]
    private static partial Regex ExpectedKeys();

    [GeneratedRegex("(?:must be|expected) (.+?)(?:, not 'zzz')?$")]
    private static partial Regex ExpectedWords();
}
