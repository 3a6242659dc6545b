using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Events, and a customer's details, of the generic body.</summary>
public sealed class StandardEventTests
{
    private const string Body = """
        {"type":"customer.event","timestamp":"2026-11-01T00:05:00Z","data":{
          "customer":{"id":"C-7","kana":"ヤマダ","birthday":"--04-12","registered_at":"2026-10-01T00:00:00+09:00","postal_code":"1000001","tags":["vip",""]},
          "event":{"id":"E-1","type":"Survey","at":"2026-11-01T09:00:00+09:00","value":5}}}
        """;

    [Fact]
    public void Read_EventWithEveryField_IsWhatItSays()
    {
        ShopEvent.EventTold told = ReadStandard(Body).Only<ShopEvent.EventTold>();
        Assert.Equal(new SourceEvent("survey", Utc("2026-11-01T00:00:00Z"), "5") { EventId = "E-1" }, told.Event);
        SourceCustomer customer = told.Customer;
        Assert.Equal(("C-7", "ヤマダ", "1000001"), (customer.ExternalId, customer.Kana, customer.PostalCode));
        Assert.Equal((new Birthday(4, 12, null), Utc("2026-09-30T15:00:00Z")), (customer.Birthday, customer.RegisteredAt));
        Assert.Equal(["vip"], customer.Tags);
    }

    [Fact]
    public void Read_EventOfTheTypeAlone_HappenedWhenItWasTold()
    {
        ShopEvent.EventTold told = ReadStandard(Body.With("data.event", """{"type":"ugc"}""").With("data.customer", """{"email":"a@example.com"}""")).Only<ShopEvent.EventTold>();
        Assert.Equal(new SourceEvent("ugc", Utc("2026-11-01T00:05:00Z"), null), told.Event);
        Assert.Equal((null, null, null), (told.Customer.Tags, told.Customer.Birthday, told.Customer.RegisteredAt));
    }

    [Theory]
    [InlineData("data.event", null, "$.data.event: expected an object, found nothing")]
    [InlineData("data.event.type", "\"\"", "$.data.event.type: expected a word such as survey, found an empty text")]
    [InlineData("data.event.at", "\"2026-11-01\"", "$.data.event.at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a text")]
    [InlineData("data.customer", "{}", "$.data.customer.id: expected an id, or an e-mail address in 'email', found nothing")]
    [InlineData("data.customer.birthday", "\"12 April\"", "$.data.customer.birthday: expected a day since 1900 such as 1985-04-12, --04-12 without the year, or --04 for the month alone, found a text")]
    [InlineData("data.customer.tags", "\"vip\"", "$.data.customer.tags: expected a list, found a text")]
    [InlineData("data.customer.tags", "[true]", "$.data.customer.tags[0]: expected a text of at most 1000 characters, found true or false")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string path, string? json, string reason) =>
        Assert.Equal(reason, ReadStandard(Body.With(path, json)).Fault());
}
