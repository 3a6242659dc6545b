using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>How a customer's records become rows of the customer's partition, and back. Names are kept for ever.</summary>
internal static class CustomerRows
{
    public const string ProfileKey = "profile";

    public static Entity Profile(Customer customer, string? etag) => new EntityProperties()
        .Set("UpdatedAt", customer.UpdatedAt)
        .Set("Email", customer.Email)
        .Set("Phone", customer.Phone)
        .Set("Name", customer.Name)
        .Set("LineUserId", customer.LineUserId)
        .Set("EmailAt", customer.Times.Email)
        .Set("PhoneAt", customer.Times.Phone)
        .Set("NameAt", customer.Times.Name)
        .Set("LineUserIdAt", customer.Times.LineUserId)
        .Set("Kana", customer.Kana)
        .Set("KanaAt", customer.Times.Kana)
        .Set("Birthday", customer.Birthday?.ToString())
        .Set("BirthdayAt", customer.Times.Birthday)
        .Set("RegisteredAt", customer.RegisteredAt)
        .Set("RegisteredAtAt", customer.Times.RegisteredAt)
        .Set("PostalCode", customer.PostalCode)
        .Set("PostalCodeAt", customer.Times.PostalCode)
        .SetJson("Tags", customer.Tags)
        .Set("TagsAt", customer.Times.Tags)
        .SetJson("TagsAdded", customer.TagsAdded)
        .SetJson("TagsRemoved", customer.TagsRemoved)
        .Set("ErasedAt", customer.ErasedAt)
        .Row(customer.CustomerId, ProfileKey, etag);

    public static Customer Customer(Entity row) => new(row.PartitionKey, row.Instant("UpdatedAt")!.Value)
    {
        Email = row.Text("Email"),
        Phone = row.Text("Phone"),
        Name = row.Text("Name"),
        LineUserId = row.Text("LineUserId"),
        Kana = row.Text("Kana"),
        Birthday = row.Text("Birthday") is { } birthday ? Birthday.Find(birthday) : null,
        RegisteredAt = row.Instant("RegisteredAt"),
        PostalCode = row.Text("PostalCode"),
        Tags = row.Json<string>("Tags"),
        TagsAdded = row.Json<string>("TagsAdded"),
        TagsRemoved = row.Json<string>("TagsRemoved"),
        ErasedAt = row.Instant("ErasedAt"),
        Times = new CustomerTimes
        {
            Email = row.Instant("EmailAt"),
            Phone = row.Instant("PhoneAt"),
            Name = row.Instant("NameAt"),
            LineUserId = row.Instant("LineUserIdAt"),
            Kana = row.Instant("KanaAt"),
            Birthday = row.Instant("BirthdayAt"),
            RegisteredAt = row.Instant("RegisteredAtAt"),
            PostalCode = row.Instant("PostalCodeAt"),
            Tags = row.Instant("TagsAt"),
        },
    };

    public static Entity Order(LedgerOrder kept)
    {
        Order order = kept.Order;
        return new EntityProperties()
            .Set("SourceId", kept.SourceId)
            .Set("OrderId", order.OrderId)
            .Set("OrderedAt", order.OrderedAt)
            .Set("OrderedOn", order.OrderedOn)
            .Set("UpdatedAt", kept.UpdatedAt)
            .Set("Currency", order.Currency.Code)
            .Set("Total", order.TotalMinor)
            .Set("Subtotal", order.SubtotalMinor)
            .Set("Discount", order.DiscountMinor)
            .Set("Cost", order.CostMinor)
            .Set("Status", order.Status)
            .Set("IsTest", order.IsTest)
            .Set("Number", kept.Number)
            .Set("ImportedRow", kept.ImportedRow)
            .SetJson("Lines", OrderLines.Kept(order.Lines))
            .SetJson("Refunds", [.. kept.Refunds.Select(r => new StoredRefund(r.RefundId, r.AmountMinor, r.At))])
            .Row(order.CustomerId, KeyOf(kept.SourceId, order.OrderId));
    }

    /// <summary>Of an order.</summary>
    public static string KeyOf(string sourceId, string orderId) => RowKeys.Of("order", sourceId, orderId);

    public static LedgerOrder Order(Entity row)
    {
        Order order = new()
        {
            OrderId = row.Text("OrderId")!,
            CustomerId = row.PartitionKey,
            OrderedAt = row.Instant("OrderedAt")!.Value,
            OrderedOn = row.Day("OrderedOn")!.Value,
            Currency = Currency.Find(row.Text("Currency")!)!,
            TotalMinor = row.Number("Total")!.Value,
            SubtotalMinor = row.Number("Subtotal"),
            DiscountMinor = row.Number("Discount") ?? 0,
            CostMinor = row.Number("Cost"),
            Status = row.Word<OrderStatus>("Status"),
            IsTest = row.Flag("IsTest"),
            Lines = row.Json<OrderLine>("Lines"),
        };
        IReadOnlyList<Refund> refunds = [.. row.Json<StoredRefund>("Refunds").Select(r => new Refund(r.Id, r.AmountMinor, null, r.At))];
        LedgerOrder kept = new(row.Text("SourceId")!, order, row.Instant("UpdatedAt")!.Value, [])
        {
            Number = (int?)row.Number("Number"),
            ImportedRow = row.Text("ImportedRow"),
        };
        return kept.With(refunds);
    }

    /// <summary>Remembers what a customers file of that source said last.</summary>
    public static Entity Import(string customerId, string sourceId, string fingerprint) => new EntityProperties()
        .Set("SourceId", sourceId)
        .Set("Row", fingerprint)
        .Row(customerId, RowKeys.Of("import", sourceId));

    /// <summary>Each statement has a row of its own, whose key says all of it: the proof of a consent is never overwritten.</summary>
    public static Entity Consent(string customerId, Consent consent) => new EntityProperties()
        .Set("Channel", consent.Channel)
        .Set("State", consent.State)
        .Set("At", consent.At)
        .Set("Source", consent.Source)
        .Set("Topic", consent.Topic)
        .Set("Origin", consent.Origin?.ToString())
        .Set("Wording", consent.Wording)
        .Set("Ip", consent.Ip)
        .Set("By", consent.By)
        .Set("Key", consent.Key)
        .Row(customerId, RowKeys.Of("consent", consent.Channel.ToString(), RowKeys.Sortable(consent.At), KeyOf(consent)));

    public static Consent Consent(Entity row) =>
        new(row.Word<Channel>("Channel"), row.Word<ConsentState>("State"), row.Instant("At")!.Value, row.Text("Source")!)
        {
            Topic = row.Text("Topic"),
            Origin = row.WordOrNull<ConsentOrigin>("Origin"),
            Wording = row.Text("Wording"),
            Ip = row.Text("Ip"),
            By = row.Text("By"),
            Key = row.Text("Key"),
        };

    /// <summary>Of what was entered before there were keys it stays what it was.</summary>
    private static string KeyOf(Consent consent)
    {
        string[] said = [consent.State.ToString(), consent.Source, consent.Topic ?? "", consent.Origin?.ToString() ?? "", consent.Wording ?? "", consent.Ip ?? ""];
        return OpaqueId.Of(10, consent.Key is { } key ? [.. said, consent.By ?? "", key] : said);
    }

    private sealed record StoredRefund(string Id, long AmountMinor, DateTimeOffset At);
}
