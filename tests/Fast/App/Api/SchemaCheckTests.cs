using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The check that every answer of these tests goes through sees what differs from the document.</summary>
public sealed class SchemaCheckTests
{
    private const string Right = """
        {
          "items": [{
            "enrollmentId": "thanks:x", "customerId": "c1", "journeyId": "thanks", "version": 1, "plan": null, "businessKey": "shop|1", "triggeredOn": "2026-11-21",
            "enrolledAt": "2026-11-21T03:00:00+00:00", "state": "ended", "end": "goal-reached", "endedAt": null, "goalAt": null, "movedFrom": null
          }],
          "next": null
        }
        """;

    [Fact]
    public void Answer_AsDocumented_IsRight() => Assert.Empty(FaultsOf(Right));

    [Theory]
    [InlineData("items.0.version", "\"1\"", "$.items[0].version is string, not integer")]
    [InlineData("items.0.version", "1.5", "$.items[0].version is number, not integer")]
    [InlineData("items.0.version", "null", "$.items[0].version is null, not integer")]
    [InlineData("items.0.state", "\"Ended\"", "$.items[0].state is \"Ended\", which is none of its words")]
    [InlineData("items.0.end", "\"dropped\"", "$.items[0].end is not exactly one of its forms")]
    [InlineData("items.0.triggeredOn", "\"21.11.2026\"", "$.items[0].triggeredOn is '21.11.2026', which is no date")]
    [InlineData("items.0.enrolledAt", "\"2026-11-21\"", "$.items[0].enrolledAt is '2026-11-21', which is no date-time")]
    [InlineData("items.0.enrolledAt", "null", "$.items[0].enrolledAt is null, not string")]
    [InlineData("items.0.plan", "{}", "$.items[0].plan is object, not null or string")]
    [InlineData("items", "{}", "$.items is object, not array")]
    [InlineData("next", "1", "$.next is integer, not null or string")]
    public void Answer_WithAnotherValue_IsWrong(string path, string value, string fault)
    {
        JsonNode answer = JsonNode.Parse(Right)!;
        string[] names = path.Split('.');
        JsonNode parent = names[..^1].Aggregate(answer, (at, name) => int.TryParse(name, out int index) ? at[index]! : at[name]!);
        parent[names[^1]] = JsonNode.Parse(value);
        Assert.Equal([fault], FaultsOf(answer.ToJsonString()));
    }

    [Fact]
    public void Answer_WithAMemberMissingOrTooMany_IsWrong()
    {
        JsonNode answer = JsonNode.Parse(Right)!;
        answer["items"]![0]!.AsObject().Remove("state");
        answer["more"] = 1;
        Assert.Equal(["$.items[0].state is missing", "$.more is not documented"], FaultsOf(answer.ToJsonString()).Order());
    }

    [Fact]
    public void Answer_WithAnotherStatusOrMediaType_IsWrong()
    {
        Assert.Equal(["the status 201 is not documented"], FaultsOf(Right, HttpStatusCode.Created));
        Assert.Equal(["the media type 'text/plain' is not documented"], FaultsOf(Right, mediaType: "text/plain"));
    }

    [Fact]
    public void Schema_WithAKeyThatIsNotChecked_IsNotTakenForChecked() => Assert.Throws<NotSupportedException>(() =>
        new SchemaCheck(default).FaultsOf(JsonDocument.Parse("1").RootElement, JsonDocument.Parse("""{"multipleOf": 2}""").RootElement, "$").ToList());

    private static IReadOnlyList<string> FaultsOf(string json, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json; charset=utf-8") =>
        ApiContract.Committed.FaultsOf("GET", "/api/enrollments", (int)status, mediaType, json);
}
