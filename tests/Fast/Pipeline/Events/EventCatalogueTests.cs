using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Pipeline.Events.EventCases;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>The catalogue, its schemas and the code say the same.</summary>
public sealed partial class EventCatalogueTests
{
    private static readonly string Folder = Repository.PathOf("docs", "events");

    public static TheoryData<string> Types => [.. EventTypes.All];

    [Fact]
    public void Catalogue_Schemas_AndCode_NameTheSameTypes()
    {
        string[] types = [.. EventTypes.All.Order(StringComparer.Ordinal)];
        string readme = File.ReadAllText(Path.Combine(Folder, "README.md"));

        Assert.Equal(types, Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(types, CatalogueRow().Matches(readme).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.All(CatalogueRow().Matches(readme), m => Assert.Equal(m.Groups[1].Value + ".json", m.Groups[2].Value));
    }

    /// <summary>Of every value of every word, so that a new one is not forgotten.</summary>
    [Theory]
    [InlineData("customer.rank_changed", "cause", typeof(MoveCause))]
    [InlineData("journey.completed", "outcome", typeof(EndReason))]
    [InlineData("journey.paused", "cause", typeof(PauseCause))]
    [InlineData("journey.rollout_stopped", "cause", typeof(FollowUpFlows.Domain.Journeys.RolloutHarm))]
    [InlineData("message.sent", "channel", typeof(Channel))]
    [InlineData("message.sent", "purpose", typeof(FollowUpFlows.Domain.Journeys.Purpose))]
    [InlineData("verdict.reached", "kind", typeof(VerdictKind))]
    [InlineData("verdict.reached", "experimentKind", typeof(ExperimentKind))]
    [InlineData("verdict.reached", "metric", typeof(FollowUpFlows.Domain.Journeys.Metric))]
    public void Words_AreThoseOfTheProduct(string type, string field, Type words) => Assert.Equal(
        Enum.GetNames(words).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Order(StringComparer.Ordinal),
        WordsOf(type, field).Order(StringComparer.Ordinal));

    [Fact]
    public void Words_OfChannelsThatCanBeRefused_AreThoseOfTheProduct() => Assert.Equal(
        CustomerChannels.All.Select(c => JsonNamingPolicy.KebabCaseLower.ConvertName(c.ToString())).Order(StringComparer.Ordinal),
        WordsOf("consent.withdrawn", "channel").Order(StringComparer.Ordinal));

    [Fact]
    public void Words_OfReasons_AreThoseOfTheProduct()
    {
        Assert.Equal(
            Enum.GetNames<WithholdReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Append("other").Order(StringComparer.Ordinal),
            WordsOf("message.withheld", "reason").Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<ChannelFailure>().Where(f => f != ChannelFailure.Temporary).Select(f => JsonNamingPolicy.KebabCaseLower.ConvertName(f.ToString()))
                .Append("not-rendered").Order(StringComparer.Ordinal),
            WordsOf("message.failed", "reason").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Event_IsAsItsSchemaSays(string type)
    {
        DomainEvent[] told = [.. Examples().Where(e => e.Type == type)];

        Assert.NotEmpty(told);
        Assert.All(told, e => Assert.Empty(EventSchemas.FaultsOf(e.Type, e.Data)));
    }

    /// <summary>The check sees what is missing, what is too much, and what is wrong.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"customerId":"c","channel":"email","at":"2026-11-01T00:00:00Z","email":"hanako@example.com"}""")]
    [InlineData("""{"customerId":"c","channel":"fax","at":"2026-11-01T00:00:00Z"}""")]
    [InlineData("""{"customerId":"c","channel":"email","at":"yesterday"}""")]
    public void Event_OfAnotherForm_IsSeen(string data) => Assert.NotEmpty(EventSchemas.FaultsOf(EventTypes.ConsentWithdrawn, data));

    private static IEnumerable<DomainEvent> Examples()
    {
        Enrollment alone = Running with { Plan = null };
        Enrollment moved = Running with { MovedFrom = "other:xyz" };
        SendRow bare = Claimed with { Purpose = null, RankId = null };
        Entity first = Move(null);
        foreach (SendState state in Enum.GetValues<SendState>())
        {
            string? reason = state == SendState.Failed ? "Rejected: no" : state == SendState.Withheld ? "NoConsent" : null;
            yield return Tell(Before(), Row(Claimed with { State = state, Reason = reason })).FirstOrDefault(Certificate());
            yield return Tell(Before(), Row(bare with { State = state })).FirstOrDefault(Certificate());
        }

        foreach (EndReason reason in Enum.GetValues<EndReason>())
        {
            yield return Only(Before(Row(Running)), Row(Running.Over(reason, Told.At(9))));
        }

        DomainEvent[] others =
        [
            Only(Before(), first), Only(Before(), Move("early")),
            Only(Before(), Row(alone)), Only(Before(), Row(moved)),
            .. Tell(Before(Row(alone)), Row((alone with { GoalAt = Told.At(8) }).Over(EndReason.GoalReached, Told.At(9)))),
            Only(Before(), Row(new Consent(Channel.Line, ConsentState.Withdrawn, Told.At(6), "form"))),
            .. EventsOfChange.Of(Before(), Hanako.Forgotten(Told.At(9)), []),
        ];
        yield return JourneyEvents.Paused(new JourneyPause("news", PauseCause.Bounces, new DeliveryTally(285, 15, 0), Told.Noon));
        FollowUpFlows.Domain.Journeys.Rollout rollout = new(2, 1, FollowUpFlows.Domain.Journeys.RolloutPlan.Default, Told.Noon);
        yield return RolloutEvents.Stopped("news", rollout, new RolloutEntry(2, Told.Noon, FollowUpFlows.Domain.Journeys.RolloutState.Stopped, 0)
        {
            Alarm = new RolloutAlarm(FollowUpFlows.Domain.Journeys.RolloutHarm.Failures, new Proportion(9, 40), new Proportion(0, 40)),
        });
        Learning learning = new(
            Told.Noon, "try", ExperimentKind.Split, ["j"], VerdictKind.Better, "", FollowUpFlows.Domain.Journeys.Metric.Click, new LocalText("良い", "better"))
        {
            Place = "learning:1:try",
        };
        yield return VerdictEvents.Reached(learning);
        yield return VerdictEvents.Reached(learning with { ArmId = "b", BaseId = "a", IsDue = true });
        foreach (DomainEvent other in others)
        {
            yield return other;
        }
    }

    private static Entity Move(string? from)
    {
        Dictionary<string, object> properties = new()
        {
            ["ModelId"] = "six-rank",
            ["To"] = "repeater",
            ["On"] = "2026-11-21",
            ["At"] = Told.Noon,
            ["Cause"] = nameof(MoveCause.Purchase),
        };
        if (from is not null)
        {
            properties["From"] = from;
        }

        return new Entity(CustomerId, "move:six-rank:1:repeater") { Properties = properties };
    }

    private static DomainEvent Certificate() => new(
        EventTypes.CertificateIssued,
        "id",
        "certificates/2026-11-21",
        Told.Noon,
        EventData.Write(new CertificateIssuedData(new DateOnly(2026, 11, 21), 1, 5, 3, 1, 1, 0, 0, true, false, new string('0', 64))));

    private static IEnumerable<string> WordsOf(string type, string field) =>
        EventSchemas.Of(type).GetProperty("properties").GetProperty(field).GetProperty("enum").EnumerateArray().Select(w => w.GetString()!);

    [GeneratedRegex(@"^\| \[`([a-z_.]+)`\]\(([^)]+)\) \|", RegexOptions.Multiline)]
    private static partial Regex CatalogueRow();
}

/// <summary>The schemas of <c>docs/events</c>.</summary>
internal static class EventSchemas
{
    public static JsonElement Of(string type)
    {
        JsonObject schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "events", type + ".json")))!.AsObject();
        schema.Remove("$schema");  // says which language it is in, and nothing of the event
        return JsonSerializer.SerializeToElement(schema);
    }

    public static string[] FaultsOf(string type, string data)
    {
        using JsonDocument document = JsonDocument.Parse(data);
        return [.. new SchemaCheck(document.RootElement).FaultsOf(document.RootElement, Of(type), "$")];
    }
}
