using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.EventGrid;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources.Webhooks;

/// <summary>Both schemas around the data of the generic body.</summary>
public sealed class EventGridSourceTests
{
    private const string Data = """{"order":{"id":"A-1","currency":"JPY","total":"5980","created_at":"2026-11-01T09:00:00+09:00"},"customer":{"id":"C-7"}}""";

    private const string Cloud =
        $$"""{"specversion":"1.0","id":"e1","source":"/topics/pos","type":"order.paid","time":"2026-11-01T00:05:00Z","data":{{Data}}}""";

    private const string Grid =
        $$"""{"id":"e1","topic":"/topics/pos","subject":"orders","eventType":"order.paid","eventTime":"2026-11-01T00:05:00Z","data":{{Data}},"dataVersion":"1"}""";

    private static readonly EventGridSource Source = new();

    [Theory]
    [InlineData(Cloud)]
    [InlineData(Grid)]
    public void Event_InEitherSchema_TellsTheOrder(string told)
    {
        ShopEvent.OrderChanged changed = Read(told).Only<ShopEvent.OrderChanged>();

        Assert.Equal(("A-1", 5980, OrderStatus.Paid), (changed.Order.OrderId, changed.Order.TotalMinor, changed.Order.Status));
        Assert.Equal(Support.Webhooks.Utc("2026-11-01T00:00:00Z"), changed.Order.OrderedAt);
        Assert.Equal(Support.Webhooks.Utc("2026-11-01T00:05:00Z"), changed.Order.UpdatedAt);
        Assert.Equal("C-7", changed.Customer!.ExternalId);
    }

    [Theory]
    [InlineData(Cloud, "time")]
    [InlineData(Grid, "eventTime")]
    public void Event_WithoutATime_IsOfWhenItArrived(string told, string field) =>
        Assert.Equal(Support.Webhooks.ReceivedAt, Read(told.With(field, null)).Only<ShopEvent.OrderChanged>().Order.UpdatedAt);

    [Theory]
    [InlineData(Cloud, "id", "$.id: expected a text, found nothing")]
    [InlineData(Cloud, "source", "$.source: expected a text, found nothing")]
    [InlineData(Cloud, "type", "$.type: expected a text, found nothing")]
    [InlineData(Cloud, "data", "$.data: expected an object, found nothing")]
    [InlineData(Cloud, "data.order.total", "$.data.order.total: expected an amount in JPY, zero or more, found nothing")]
    [InlineData(Grid, "id", "$.id: expected a text, found nothing")]
    [InlineData(Grid, "eventType", "$.eventType: expected a text, found nothing")]
    [InlineData(Grid, "data", "$.data: expected an object, found nothing")]
    public void Event_WithoutARequiredField_IsUnreadable(string told, string field, string fault) => Assert.Equal(fault, Read(told.With(field, null)).Fault());

    [Theory]
    [InlineData("specversion", "\"0.3\"", "$.specversion: expected 1.0, found another version")]
    [InlineData("time", "\"yesterday\"", "$.time: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a text")]
    [InlineData("data", "\"{}\"", "$.data: expected an object, found a text")]
    public void CloudEvent_OfAnotherForm_IsUnreadable(string field, string json, string fault) => Assert.Equal(fault, Read(Cloud.With(field, json)).Fault());

    [Fact]
    public void Event_OfAnotherType_IsIgnored() =>
        Assert.IsType<WebhookReading.Ignored>(Read(Cloud.With("type", "\"Microsoft.Storage.BlobCreated\"").With("data", "{}")));

    [Fact]
    public void Open_OfBothSchemas_IsTheSame()
    {
        EventEnvelope envelope = Source.Open(Encoding.UTF8.GetBytes(Cloud));

        Assert.Equal("/topics/pos", envelope.Topic);
        Assert.Equal(envelope, Source.Open(Encoding.UTF8.GetBytes(Grid)));
        Assert.NotEqual(envelope, Source.Open(Encoding.UTF8.GetBytes(Cloud.With("id", "\"e2\""))));
        Assert.NotEqual(envelope.DedupeKey, Source.Open(Encoding.UTF8.GetBytes(Cloud.With("source", "\"/topics/web\""))).DedupeKey);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":7,"source":7}""")]
    [InlineData("""{"id":"\ud800","source":"s"}""")]
    public void Open_OfAnything_GivesAKeyOfItsBytes(string told)
    {
        EventEnvelope envelope = Source.Open(Encoding.UTF8.GetBytes(told));

        Assert.Equal(envelope, Source.Open(Encoding.UTF8.GetBytes(told)));
        Assert.NotEqual(envelope.DedupeKey, Source.Open(Encoding.UTF8.GetBytes(told + " ")).DedupeKey);
    }

    /// <summary>The address of webhooks is open to everybody.</summary>
    [Fact]
    public void Check_OfAWebhook_IsAlwaysRefused() =>
        Assert.IsType<WebhookCheck.Refused>(Source.Check(Support.Webhooks.Request(Cloud), [], Support.Webhooks.ReceivedAt));

    private static WebhookReading Read(string told) => Source.Read(Support.Webhooks.Request(told), Support.Webhooks.ReceivedAt);
}
