using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>What holds for every body, however broken.</summary>
public sealed class WebhookLawsTests
{
    private const int Changes = 4;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    /// <summary>Values of every kind, and those that break readers.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e-400",
        "99999999999999999999999999999999999999999", "0.00000000000000000000000000000000001",
        "{}", "[]", "[[]]", "[null]", "[1,\"a\",{}]", "{\"id\":{}}", "\"\"", "\" \"", "\"山田\"", "\"\\u0000\"", "\"2026-11-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59-23:59\"", "\"0001-01-01T00:00:00+23:59\"", "\"1e9\"",
        "\"NaN\"", "\"-\"", "\".\"", "\"paid\"", "\"JPY\"", "\"KWD\"", "\"ſſſ\"",
    ];

    private static readonly string[] Personal = ["jon@", "a@example", "hanako", "taro@", "山田", "太郎", "佐藤", "花子", "8190", "090-1234", "U0123", "100-0005"];

    private static readonly Gen<SoundBody> Sound = Gen.Elements<SoundBody>(SoundBodies.All);

    private static readonly Gen<(SoundBody Source, byte[] Body)> BrokenFields =
        from sound in Sound
        from seeds in Gen.Choose(0, int.MaxValue).ListOf(Changes)
        select (sound, Encoding.UTF8.GetBytes(seeds.Aggregate(sound.Body, Break)));

    private static readonly Gen<(SoundBody Source, byte[] Body)> BrokenBytes =
        from sound in Sound
        from seeds in Gen.Choose(0, int.MaxValue).ListOf(Changes)
        select (sound, seeds.Aggregate(Encoding.UTF8.GetBytes(sound.Body), BreakBytes));

    public static TheoryData<int> Each => [.. Enumerable.Range(0, SoundBodies.All.Count)];

    [Fact]
    public void Read_BodyWithBrokenFields_GivesAReading() => Law.Holds(BrokenFields, c => IsReading(c.Source.Read(c.Body)));

    [Fact]
    public void Read_BodyWithBrokenBytes_GivesAReading() => Law.Holds(BrokenBytes, c => IsReading(c.Source.Read(c.Body)));

    [Fact]
    public void Read_BodyWithBrokenFields_NeverRepeatsPersonalData() => Law.Holds(
        BrokenFields,
        c => ReasonOf(c.Source.Read(c.Body)) is not { } reason || !Personal.Any(p => reason.Contains(p, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Each))]
    public void Read_SoundBody_IsUnderstood(int index) =>
        Assert.True(SoundBodies.All[index].Read(Encoding.UTF8.GetBytes(SoundBodies.All[index].Body)) is WebhookReading.Understood reading && IsReading(reading));

    private static string? ReasonOf(WebhookReading reading) => reading switch
    {
        WebhookReading.Unreadable unreadable => unreadable.Reason,
        WebhookReading.Ignored ignored => ignored.Reason,
        WebhookReading.Understood understood => understood.Fault,
        _ => null,
    };

    /// <summary>One field taken away, replaced, moved or buried.</summary>
    private static string Break(string json, int seed)
    {
        Random random = new(seed);
        JsonNode root = JsonNode.Parse(json, null, Deep)!;
        JsonNode[] nodes = [.. Below(root)];
        if (nodes.Length == 0)
        {
            return json;
        }

        JsonNode target = nodes[random.Next(nodes.Length)];
        string value = Values[random.Next(Values.Length)];
        switch (random.Next(4))
        {
            case 0 when target.Parent is JsonObject parent:
                parent.Remove(target.GetPropertyName());
                break;
            case 1:
                target.ReplaceWith(nodes[random.Next(nodes.Length)].DeepClone());
                break;
            case 2:
                int levels = random.Next(60);
                target.ReplaceWith(JsonNode.Parse($"{new string('[', levels)}{value}{new string(']', levels)}"));
                break;
            default:
                target.ReplaceWith(JsonNode.Parse(value));
                break;
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => (node switch
    {
        JsonObject fields => fields.Select(f => f.Value),
        JsonArray items => items,
        _ => [],
    }).OfType<JsonNode>().SelectMany(n => Below(n).Prepend(n));

    /// <summary>A byte changed, the end cut off, a part told twice, or half a surrogate pair put in.</summary>
    private static byte[] BreakBytes(byte[] body, int seed)
    {
        Random random = new(seed);
        int position = random.Next(body.Length + 1);
        int end = random.Next(position, body.Length + 1);
        return random.Next(5) switch
        {
            0 => body[..position],
            1 => [.. body[..end], .. body[position..]],
            2 => [.. body[..position], .. "\\udc00"u8, .. body[position..]],
            3 => [.. body[..position], (byte)random.Next(256), .. body[position..]],
            _ => [.. body[..position], (byte)random.Next(256), .. body[Math.Min(position + 1, body.Length)..]],
        };
    }

    /// <summary>A reading that the ledger can take: every promise of its records is kept.</summary>
    private static bool IsReading(WebhookReading reading) => reading switch
    {
        WebhookReading.Understood understood => understood.Events.Count > 0 && understood.Events.All(IsSound),
        WebhookReading.Ignored ignored => ignored.Reason.Length is > 0 and < 200,
        WebhookReading.Unreadable unreadable => unreadable.Reason.Length is > 0 and < 300,
        _ => false,
    };

    private static bool IsSound(ShopEvent each) => each switch
    {
        ShopEvent.OrderChanged { Order: { } order } changed =>
            order.OrderId.Length > 0 && IsAmount(order.TotalMinor) && IsAmount(order.DiscountMinor) && IsAmount(order.SubtotalMinor ?? 0)
            && order.OrderedAt != default && order.OrderedAt.Offset == TimeSpan.Zero && order.UpdatedAt.Offset == TimeSpan.Zero
            && order.Lines.All(l => l.Quantity >= 1 && IsAmount(l.PriceMinor ?? 0))
            && order.Refunds.All(IsSound)
            && (changed.Customer is null || IsSound(changed.Customer)),
        ShopEvent.LinesTold told => told.OrderId.Length > 0 && told.Lines.Count > 0 && told.Lines.All(l => l.Quantity >= 1 && IsAmount(l.PriceMinor ?? 0)),
        ShopEvent.OrderRemoved removed => removed.OrderId.Length > 0 && removed.At != default,
        ShopEvent.EventTold told => IsSound(told.Customer) && told.Event.Type.Length > 0,
        ShopEvent.LineLinkTold told => told.Event.Type.Length > 0,
        ShopEvent.BlockTold told => IsSound(told.Customer) && told.Event.Type.Length > 0,
        ShopEvent.RefundIssued issued => issued.OrderId.Length > 0 && IsSound(issued.Refund),
        ShopEvent.CustomerChanged changed => IsSound(changed.Customer),
        ShopEvent.CustomerErased erased => IsSound(erased.Customer) && erased.OrderIds.All(i => i.Length > 0),
        ShopEvent.DataRequested asked => IsSound(asked.Customer) && asked.OrderIds.All(i => i.Length > 0),
        ShopEvent.ShopErased erased => erased.ShopName.Length > 0,
        ShopEvent.DeliveryTold { Event: { } told } => told.EventId.Length > 0 && told.MessageKey != Guid.Empty && told.At.Offset == TimeSpan.Zero
            && (told.Reason is null || (told.Reason.Length is > 0 and <= 300 && !told.Reason.Contains('@', StringComparison.Ordinal))) && told.ProviderId is null or { Length: > 0 },
        _ => false,
    };

    private static bool IsSound(SourceCustomer customer) =>
        (customer.ExternalId?.Length > 0 || customer.Email?.Length > 0 || customer.LineUserId?.Length > 0)
        && customer.UpdatedAt != default && customer.Consents.All(c => c.At != default);

    private static bool IsSound(Refund refund) => refund.RefundId.Length > 0 && IsAmount(refund.AmountMinor) && refund.At != default;

    private static bool IsAmount(long minor) => minor is >= 0 and <= Money.MinorMax;
}
