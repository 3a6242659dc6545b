using System.Text;
using System.Text.Json.Nodes;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>What LINE's calls mean.</summary>
public sealed class LineWebhookTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string UserId = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// <summary>Values of every kind, and those that break readers.</summary>
    private static readonly string?[] Values =
    [
        null, "null", "true", "false", "0", "-1", "1.5", "1e400", "9223372036854775808", "99999999999999999999999999999999999999999",
        "253370764800000", "{}", "[]", "[[]]", "[null]", "[1,\"a\",{}]", "\"\"", "\" \"", "\"山田\"", "\"\\u0000\"", "\"\\ud800\"", "\"follow\"",
        "\"U0123456789abcdef0123456789abcdeF\"", $"\"{new string('x', 5000)}\"", $"{new string('[', 70)}{new string(']', 70)}",
    ];

    private static readonly DateTimeOffset At = Utc("2024-01-22T02:44:27.176Z");

    private static string Body => Fixture("line-events");

    [Fact]
    public void Read_OneCall_TellsWhatIsUsedInItsOrder()
    {
        IReadOnlyList<ShopEvent> told = Events(Body);
        Assert.Equal(6, told.Count);
        ShopEvent.BlockTold follow = Assert.IsType<ShopEvent.BlockTold>(told[0]);
        Assert.Equal((Channel.Line, false, UserId, At), (follow.Channel, follow.IsBlocked, follow.Customer.LineUserId, follow.Customer.UpdatedAt));
        Assert.Equal(new SourceEvent("line-follow", At, null) { EventId = "01HMQGW40RZJPJM3RAJP7BHC2Q" }, follow.Event);
        Assert.Equal([new Consent(Channel.Line, ConsentState.Granted, At, "line:follow") { Origin = ConsentOrigin.ProviderEvent }], follow.Customer.Consents);
        ShopEvent.BlockTold unfollow = Assert.IsType<ShopEvent.BlockTold>(told[1]);
        Assert.Equal((true, "line-unfollow"), (unfollow.IsBlocked, unfollow.Event.Type));
        Assert.Empty(unfollow.Customer.Consents);
        Assert.Equal(("line-message", "text"), WordsOf(told[2]));
        Assert.Equal(("line-postback", "ff=1&a=menu"), WordsOf(told[3]));
        Assert.Equal((UserId, "bm9uY2U="), (Assert.IsType<ShopEvent.LineLinkTold>(told[4]).LineUserId, ((ShopEvent.LineLinkTold)told[4]).Nonce));
        Assert.Equal(("line-video", "track-1"), WordsOf(told[5]));
    }

    /// <summary>Letting the account through again is not agreeing to anything new.</summary>
    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 1)]
    [InlineData(null, 0)]
    public void Read_Follow_IsConsentOnlyOfANewFriend(string? isUnblocked, int consents) =>
        Assert.Equal(consents, Assert.IsType<ShopEvent.BlockTold>(Events(Body.With("events.0.follow.isUnblocked", isUnblocked))[0]).Customer.Consents.Count);

    [Theory]
    [InlineData("""{"destination":"U","events":[]}""", "LINE asks whether anybody listens")]
    [InlineData("""{"events":[{"type":"somethingNew","source":7}]}""", "no event of a kind that is used")]
    [InlineData("""{"events":[{"type":"accountLink","link":{"result":"failed"}}]}""", "no event of a kind that is used")]
    [InlineData("""{"events":[{"type":"message"}]}""", "no event of a kind that is used")]
    [InlineData("""{"events":[{"type":"follow","source":{"type":"user"}}]}""", "no event of a kind that is used")]
    [InlineData("""{"events":[{"type":"message","source":{"type":"group","groupId":"C1","userId":"Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}]}""", "no event of a kind that is used")]
    public void Read_NothingThatIsUsed_IsPassedOver(string body, string reason) => Assert.Equal(reason, Assert.IsType<WebhookReading.Ignored>(Read(body)).Reason);

    /// <summary>Of what failed LINE names nobody, and whoever holds the chat: it was begun here.</summary>
    [Theory]
    [InlineData("active", "ok", "\"source\":{\"type\":\"user\",\"userId\":\"Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"},", UserId, "line-connected")]
    [InlineData("standby", "ok", "\"source\":{\"type\":\"user\",\"userId\":\"Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"},", UserId, "line-connected")]
    [InlineData("active", "ok", "", null, "line-connected")]
    [InlineData("active", "failed", "", null, "line-connect-failed")]
    public void Read_AccountLink_IsToldWithItsNonce(string mode, string result, string source, string? userId, string type)
    {
        string body = $$$"""{"events":[{"type":"accountLink","mode":"{{{mode}}}",{{{source}}}"timestamp":1705891467176,"webhookEventId":"e1","link":{"result":"{{{result}}}","nonce":"a+b/c="}}]}""";
        Assert.Equal(new ShopEvent.LineLinkTold(userId, "a+b/c=", new SourceEvent(type, At, null) { EventId = "e1" }), Assert.Single(Events(body)));
    }

    [Theory]
    [InlineData("\"followup:connect\"", "line-connect", null)]
    [InlineData("\"followup:connect2\"", "line-postback", "followup:connect2")]
    public void Read_ButtonThatConnects_IsAnEventOfItsOwn(string data, string type, string? value) =>
        Assert.Equal((type, value), WordsOf(Events(Body.With("events.3.postback.data", data))[3]));

    [Fact]
    public void Read_UnknownEventAmongOthers_HoldsNobodyUp() => Assert.Equal(5, Events(Body.With("events.0", """{"type":"messageEdited","source":[]}""")).Count);

    /// <summary>Another system answers the person; but who blocks the account blocks it for everybody, and who connects it began here.</summary>
    [Fact]
    public void Read_InStandby_TakesTheBlockAndTheLinkAlone()
    {
        string standby = Enumerable.Range(0, 6).Aggregate(Body, (body, i) => body.With($"events.{i}.mode", "\"standby\""));
        IReadOnlyList<ShopEvent> told = Events(standby);
        Assert.Equal(2, told.Count);
        Assert.True(Assert.IsType<ShopEvent.BlockTold>(told[0]).IsBlocked);
        Assert.IsType<ShopEvent.LineLinkTold>(told[1]);
    }

    [Fact]
    public void Read_PeopleOfOneCall_AreToldApart()
    {
        const string Other = "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        IReadOnlyList<ShopEvent> told = Events(Body.With("events.1.source.userId", $"\"{Other}\""));
        Assert.Equal([UserId, Other], told.OfType<ShopEvent.BlockTold>().Select(t => t.Customer.LineUserId));
    }

    [Theory]
    [InlineData("events.0.source.userId", "\"Uaaaa\"", "$.events[0].source.userId: expected U and 32 hexadecimal digits in small letters, found a text")]
    [InlineData("events.2.timestamp", "-1", "$.events[2].timestamp: expected milliseconds since 1970, found something else")]
    [InlineData("events.2.timestamp", "253370764800000", "$.events[2].timestamp: expected milliseconds since 1970, found something else")]
    [InlineData("events.3.postback", "7", "$.events[3].postback: expected an object, found a number")]
    [InlineData("events", "{}", "$.events: expected a list, found an object")]
    [InlineData("events", null, "$.events: expected a list of events, found nothing")]
    public void Read_WhatCannotBeUnderstood_IsExplained(string path, string? value, string fault) => Assert.Equal(fault, Read(Body.With(path, value)).Fault());

    [Fact]
    public void Read_WithoutATime_TakesThatOfItsArrival() =>
        Assert.Equal(ReceivedAt, Assert.IsType<ShopEvent.BlockTold>(Events(Body.With("events.0.timestamp", null))[0]).Event.At);

    [Fact]
    public void Read_TimeAtTheEndOfTheCalendar_IsTaken() =>
        Assert.Equal(Utc("9998-12-31T23:59:59.999Z"), Assert.IsType<ShopEvent.BlockTold>(Events(Body.With("events.0.timestamp", "253370764799999"))[0]).Event.At);

    /// <summary>What people write is not kept outside the stored body, and may be longer than any field of ours.</summary>
    [Fact]
    public void Read_Message_KeepsItsKindAndNotItsWords()
    {
        ShopEvent told = Events(Body.With("events.2.message.text", $"\"{new string('あ', 5000)}\""))[2];
        Assert.Equal(("line-message", "text"), WordsOf(told));
    }

    /// <summary>Every field with every value: always an answer, and never a person's own words in it.</summary>
    [Fact]
    public void Read_AnyFieldBroken_GivesAReading()
    {
        foreach (string path in Paths(JsonNode.Parse(Body)!, ""))
        {
            foreach (string? value in Values)
            {
                string body = value is null && !char.IsAsciiLetter(path[^1]) ? Body : Replaced(path, value);
                switch (Read(body))
                {
                    case WebhookReading.Understood understood:
                        Assert.All(understood.Events, e => Assert.True(e is ShopEvent.BlockTold or ShopEvent.EventTold or ShopEvent.LineLinkTold));
                        break;
                    case WebhookReading.Ignored ignored:
                        Assert.InRange(ignored.Reason.Length, 1, 200);
                        break;
                    case WebhookReading.Unreadable unreadable:
                        Assert.InRange(unreadable.Reason.Length, 1, 300);
                        Assert.DoesNotContain("こんにちは", unreadable.Reason, StringComparison.Ordinal);
                        Assert.DoesNotContain("aaaaaaaa", unreadable.Reason, StringComparison.Ordinal);
                        break;
                }

                Assert.IsType<WebhookCheck.Authentic>(Checked(body));  // reading the ids at the door does not stumble either
            }
        }
    }

    [Fact]
    public void Read_AnyBytes_GivesAReading()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        for (int length = 0; length < body.Length; length += 7)
        {
            Assert.IsNotType<WebhookReading.Understood>(Line.Read(Request(body[..length]), ReceivedAt));
        }

        Assert.Equal("$: expected UTF-8, found other bytes", Line.Read(Request([0xff, 0xfe]), ReceivedAt).Fault());
    }

    [Fact]
    public void Check_Redelivery_HasTheKeyOfTheFirst()
    {
        string again = Enumerable.Range(0, 6).Aggregate(Body, (body, i) => body.With($"events.{i}.deliveryContext.isRedelivery", "true"));
        Assert.NotEqual(Body, again);
        Assert.Equal(KeyOf(Body), KeyOf(again));
        Assert.NotEqual(KeyOf(Body), KeyOf(Body.With("events.0.webhookEventId", "\"01OTHER\"")));
    }

    [Fact]
    public void Check_WithoutIds_IsToldApartByItsBytes()
    {
        string without = Body.With("events.3.webhookEventId", null);
        Assert.StartsWith("sha256:", KeyOf(without), StringComparison.Ordinal);
        Assert.NotEqual(KeyOf(without), KeyOf(without.With("events.3.postback.data", "\"other\"")));
        Assert.StartsWith("sha256:", KeyOf("""{"events":[]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HeaderInAnyCase_IsFound() =>
        Assert.IsType<WebhookCheck.Authentic>(Line.Check(Request(Body, ("X-Line-Signature", Signature(Encoding.UTF8.GetBytes(Secret), Body))), [Secret], ReceivedAt));

    [Theory]
    [InlineData("")]
    [InlineData(" secret")]
    public void FaultOfSecret_ThatCannotSign_IsNamed(string secret) => Assert.NotNull(Line.FaultOfSecret(secret));

    private static WebhookReading Read(string body) => Line.Read(Request(body), ReceivedAt);

    private static IReadOnlyList<ShopEvent> Events(string body) => Assert.IsType<WebhookReading.Understood>(Read(body)).Events;

    private static (string Type, string? Value) WordsOf(ShopEvent told)
    {
        SourceEvent words = Assert.IsType<ShopEvent.EventTold>(told).Event;
        return (words.Type, words.Value);
    }

    private static WebhookCheck Checked(string body) => Line.Check(Request(body, ("x-line-signature", Signature(Encoding.UTF8.GetBytes(Secret), body))), [Secret], ReceivedAt);

    private static string KeyOf(string body) => Assert.IsType<WebhookCheck.Authentic>(Checked(body)).DedupeKey;

    /// <summary>Put in as text: half a surrogate pair and seventy levels are no tree.</summary>
    private static string Replaced(string path, string? value) =>
        value is null ? Body.With(path, null) : Body.With(path, "\"%here%\"").Replace("\"%here%\"", value, StringComparison.Ordinal);

    private static IEnumerable<string> Paths(JsonNode node, string under) => node switch
    {
        JsonObject fields => fields.SelectMany(f => Paths(f.Value!, $"{under}{f.Key}.").Prepend(under + f.Key)),
        JsonArray items => items.SelectMany((item, i) => Paths(item!, $"{under}{i}.").Prepend($"{under}{i}")),
        _ => [],
    };
}
