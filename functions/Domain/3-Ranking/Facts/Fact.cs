using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What a fact's number means, and so what it may be compared with.</summary>
public enum FactUnit
{
    /// <summary>A number of orders.</summary>
    Orders,

    /// <summary>Money in major units.</summary>
    Amount,

    /// <summary>Calendar days in the shop's zone.</summary>
    Days,

    /// <summary>0 to 1.</summary>
    Share,

    /// <summary>A weighted sum of events, or points on axes.</summary>
    Points,

    /// <summary>A number of events.</summary>
    Events,

    /// <summary>A day; as a number its <see cref="DateOnly.DayNumber"/>.</summary>
    Date,

    /// <summary>True (1) or false (0).</summary>
    Flag,

    /// <summary>Free text.</summary>
    Text,
}

/// <summary>One fact that a condition may name.</summary>
public sealed class Fact
{
    private const string TagPrefix = "tag.";
    private const string AttributePrefix = "attribute.";

    private static readonly FrozenDictionary<string, Fact> ByName = new Fact[]
    {
        new("orderCount", FactUnit.Orders, r => r.Purchases.OrderCount),
        new("totalAmount", FactUnit.Amount, r => Amount(r.Purchases, r.Purchases.TotalMinor, 1)),
        new("averageOrderValue", FactUnit.Amount, r => Amount(r.Purchases, r.Purchases.TotalMinor, r.Purchases.OrderCount)),
        new("firstOrderDate", FactUnit.Date, r => r.Purchases.FirstOn?.DayNumber),
        new("lastOrderDate", FactUnit.Date, r => r.Purchases.LastOn?.DayNumber),
        new("daysSinceFirst", FactUnit.Days, r => r.Purchases.DaysSinceFirst),
        new("daysSinceLast", FactUnit.Days, r => r.Purchases.DaysSinceLast),
        new("activeSpanDays", FactUnit.Days, r => r.Purchases.ActiveSpanDays),
        new("discountShare", FactUnit.Share, r => Share(r.Purchases.DiscountMinor, r.Purchases.ChargedMinor + r.Purchases.DiscountMinor)),
        new("marginShare", FactUnit.Share, r => Share(r.Purchases.CostedMinor - r.Purchases.CostMinor, r.Purchases.CostedMinor)),
        new("behaviourScore", FactUnit.Points, r => r.Model.Behaviour.Points(r.Facts.Events, r.Facts.AsOf)),
        new("relationshipScore", FactUnit.Points, r => r.Model.Relationship.Points(r.Facts.Events, r.Facts.AsOf)),
        new("advocacyCount", FactUnit.Events, r => r.Model.Relationship.Count(r.Facts.Events, r.Facts.AsOf)),
        new("consented", FactUnit.Flag, r => r.Facts.Traits.Consented ? 1 : 0),
        new("lineFriend", FactUnit.Flag, r => r.Facts.Traits.IsLineFriend ? 1 : 0),
        new(LapsedName, FactUnit.Flag, r => r.IsLapsed ? 1 : 0),
    }.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    private readonly Func<FactReading, Fraction?> number;

    private Fact(string name, FactUnit unit, Func<FactReading, Fraction?> number, string? attribute = null)
    {
        Name = name;
        Unit = unit;
        this.number = number;
        Attribute = attribute;
    }

    internal const string LapsedName = "lapsed";

    /// <summary>The word for it in a rank model.</summary>
    public string Name { get; }

    /// <summary>What its number means.</summary>
    public FactUnit Unit { get; }

    /// <summary>All fixed names, in alphabetical order; <c>tag.NAME</c> and <c>attribute.NAME</c> come beside them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    internal string? Attribute { get; }

    /// <summary>Comes from events, tags or attributes.</summary>
    internal bool IsOfEngagement =>
        Attribute is not null || Name is "behaviourScore" or "relationshipScore" or "advocacyCount" || Name.StartsWith(TagPrefix, StringComparison.Ordinal);

    /// <summary>The fact of that name; null when there is none.</summary>
    public static Fact? Find(string name)
    {
        if (ByName.TryGetValue(name, out Fact? fact))
        {
            return fact;
        }

        if (Suffix(name, TagPrefix) is { } tag)
        {
            return new Fact(name, FactUnit.Flag, r => r.Facts.Traits.Tags.Contains(tag) ? 1 : 0);
        }

        return Suffix(name, AttributePrefix) is { } attribute ? new Fact(name, FactUnit.Text, _ => null, attribute) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Null when the fact is not known: days of a customer without orders, margin without costs, any text.</summary>
    internal Fraction? Number(FactReading reading) => number(reading);

    internal string? Text(FactReading reading) =>
        Attribute is null ? null : reading.Facts.Traits.Attributes.GetValueOrDefault(Attribute);

    private static Fraction? Amount(PurchaseSummary purchases, long minor, long count) =>
        count == 0 ? null : Fraction.Of(minor, (Int128)purchases.Currency.MinorPerMajor * count);

    private static Fraction? Share(long part, long whole) => whole <= 0 ? null : Fraction.Of(part, whole);

    private static string? Suffix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length ? name[prefix.Length..] : null;
}
