using System.Text;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>What SendGrid's events mean.</summary>
public sealed class SendGridEventTests
{
    private static readonly Guid Key = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    private static readonly string Sound = $$"""{"event":"delivered","ff_mid":"{{Key:N}}","sg_event_id":"e1","timestamp":1700000000,"email":"a@example.com"}""";

    [Fact]
    public void Read_EveryKindOfEvent_IsItsFactInOrder()
    {
        DeliveryEvent[] events = Told(Fixture("sendgrid-events"));
        Assert.Equal(
            [
                "ev0001 Accepted", "ev0002 Delayed 400 try again later", "ev0003 Delivered 250 OK", "ev0004 Bounced 550 5.1.1 unknown Gone",
                "ev0005 Blocked 552 5.2.2 over quota", "ev0006 Dropped Bounced Address Gone", "ev0007 OpenedByMachine", "ev0008 Clicked",
                "ev0009 Complained Complaint", "ev0010 Unsubscribed Unsubscribe", "ev0011 Unsubscribed Unsubscribe",
            ],
            events.Select(e => string.Join(' ', new[] { e.EventId, e.Kind.ToString(), e.Reason, e.Stop?.ToString() }.OfType<string>())));
        Assert.All(events, e => Assert.Equal((Key, "14c5d75ce93.dfd.64b469", "a@example.com"), (e.MessageKey, e.ProviderId, e.Address)));
        Assert.Equal(Enumerable.Range(1, 11).Select(s => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + s)), events.Select(e => e.At));
        Assert.Equal(["ev0006"], events.Where(e => !e.IsTaken).Select(e => e.EventId));
    }

    [Theory]
    [InlineData("\"open\"", "\"sg_machine_open\":true", DeliveryKind.OpenedByMachine)]
    [InlineData("\"open\"", "\"sg_machine_open\":1", DeliveryKind.OpenedByMachine)]
    [InlineData("\"open\"", "\"sg_machine_open\":false", DeliveryKind.Opened)]
    [InlineData("\"open\"", "\"x\":1", DeliveryKind.Opened)]
    [InlineData("\"bounce\"", "\"type\":\"bounce\"", DeliveryKind.Bounced)]
    [InlineData("\"bounce\"", "\"type\":\"blocked\"", DeliveryKind.Blocked)]
    [InlineData("\"bounce\"", "\"type\":\"expired\"", DeliveryKind.Blocked)] // not known to be hard
    [InlineData("\"bounce\"", "\"x\":1", DeliveryKind.Blocked)]
    [InlineData("\"blocked\"", "\"x\":1", DeliveryKind.Blocked)]
    public void Read_WordsThatDependOnAnother_AreToldApart(string word, string more, DeliveryKind expected) =>
        Assert.Equal(expected, Assert.Single(Told($"[{Sound.Replace("\"delivered\"", word + "," + more, StringComparison.Ordinal)}]")).Kind);

    [Theory]
    [InlineData("Bounced Address", DeliveryStop.Gone)]
    [InlineData("Invalid", DeliveryStop.Gone)]
    [InlineData("Spam Reporting Address", DeliveryStop.Complaint)]
    [InlineData("Unsubscribed Address", DeliveryStop.Unsubscribe)]
    [InlineData("Spam Content (if Spam Checker app enabled)", null)]
    public void Read_Dropped_StopsWhatSendGridsListsStop(string reason, DeliveryStop? expected)
    {
        string dropped = Sound.Replace("\"delivered\"", $"\"dropped\",\"reason\":\"{reason}\"", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(Told($"[{dropped}]")).Stop);
    }

    [Theory]
    [InlineData("ff_mid", null)] // another program's mail
    [InlineData("ff_mid", "\"m1\"")]
    [InlineData("ff_mid", "7")]
    [InlineData("event", "\"group_resubscribe\"")]
    [InlineData("event", "\"account_status_change\"")]
    [InlineData("event", "\"something_new\"")]
    [InlineData("event", "null")]
    public void Read_EventThatIsNotOursOrNotUsed_IsPassedOver(string field, string? json)
    {
        Assert.IsType<WebhookReading.Ignored>(Read($"[{Sound.With(field, json)}]"));
        Assert.Equal("e1", Assert.Single(Told($"[{Sound.With(field, json)},{Sound}]")).EventId);
    }

    [Fact]
    public void Read_EmptyList_IsIgnored() => Assert.IsType<WebhookReading.Ignored>(Read("[]"));

    [Theory]
    [InlineData("timestamp", "\"1700000000\"")]
    [InlineData("sg_event_id", "12345678901234567890123")]
    [InlineData("sg_message_id", null)]
    [InlineData("tls", "true")]
    [InlineData("attempt", "5")]
    [InlineData("category", "[\"a\",\"b\"]")]
    [InlineData("category", "\"a\"")]
    [InlineData("email", "{}")]
    [InlineData("reason", "[]")]
    public void Read_FieldWhoseTypeDrifts_IsFine(string field, string? json)
    {
        string sound = Sound.With("sg_message_id", "\"x\"");
        Assert.Equal(DeliveryKind.Delivered, Assert.Single(Told($"[{sound.With(field, json)}]")).Kind);
    }

    [Theory]
    [InlineData("sg_event_id", null, "$[1].sg_event_id: expected an id of at most 400 characters, found nothing")]
    [InlineData("sg_event_id", "[]", "$[1].sg_event_id: expected an id of at most 400 characters, found a list that is none")]
    [InlineData("timestamp", null, "$[1].timestamp: expected seconds since 1970, found nothing")]
    [InlineData("timestamp", "\"soon\"", "$[1].timestamp: expected seconds since 1970, found a text that is none")]
    [InlineData("timestamp", "0", "$[1].timestamp: expected seconds since 1970, found a number that is none")]
    [InlineData("timestamp", "1e99", "$[1].timestamp: expected seconds since 1970, found a number that is none")]
    [InlineData("timestamp", "99999999999999999999", "$[1].timestamp: expected seconds since 1970, found a number that is none")]
    public void Read_EventOfOursThatIsBroken_IsShownAndKeepsNoOtherBack(string field, string? json, string fault)
    {
        string broken = Sound.With(field, json);
        WebhookReading.Understood reading = Assert.IsType<WebhookReading.Understood>(Read($"[{Sound},{broken},{Sound.With("sg_event_id", "\"e2\"")}]"));
        Assert.Equal(["e1", "e2"], reading.Events.Cast<ShopEvent.DeliveryTold>().Select(e => e.Event.EventId));
        Assert.Equal(fault, reading.Fault);
        Assert.Equal(fault.Replace("[1]", "[0]", StringComparison.Ordinal), Assert.IsType<WebhookReading.Unreadable>(Read($"[{broken}]")).Reason);
    }

    [Theory]
    [InlineData("{}", "$: expected a list, found an object")]
    [InlineData("null", "$: expected a list, found null")]
    [InlineData("[7]", "$[0]: expected an object, found a number")]
    [InlineData("[", "$: expected JSON, at most 64 levels deep and each field once, found something else")]
    public void Read_WhatIsNoListOfEvents_IsExplained(string body, string fault) =>
        Assert.Equal(fault, Assert.IsType<WebhookReading.Unreadable>(Read(body)).Reason);

    [Theory]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.recvd-5c", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("plain", "plain")]
    [InlineData("", null)]
    public void Read_MessageId_IsThePartThatTheAnswerGave(string id, string? expected) =>
        Assert.Equal(expected, Assert.Single(Told($"[{Sound.With("sg_message_id", $"\"{id}\"")}]")).ProviderId);

    [Fact]
    public void Read_Reason_KeepsNoAddress()
    {
        string bounce = Sound.With("event", "\"bounce\"").With("reason", "\"550 <a@example.com> (b@example.net) gone\"");
        Assert.Equal("550 <…> (…) gone", Assert.Single(Told($"[{bounce}]")).Reason);
    }

    private static DeliveryEvent[] Told(string body) =>
        [.. Assert.IsType<WebhookReading.Understood>(Read(body)).Events.Cast<ShopEvent.DeliveryTold>().Select(e => e.Event)];

    private static WebhookReading Read(string body) => SendGrid.Read(Request(Encoding.UTF8.GetBytes(body)), ReceivedAt);
}
