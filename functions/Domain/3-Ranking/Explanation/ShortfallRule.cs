using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>Works out the smallest change for a condition that does not hold.</summary>
internal static class ShortfallRule
{
    /// <summary>Null when no single step leads there: too many orders, a share, a first order that came too early.</summary>
    public static Shortfall? Of(Condition condition, FactReading reading)
    {
        FactUnit unit = condition.Unit;
        if (unit is FactUnit.Flag or FactUnit.Text)
        {
            return OfTrait(condition, reading);
        }

        if (reading.Value(condition.Operand) is not { } threshold)
        {
            return null;
        }

        string? name = (condition.Subject as Subject.OfFact)?.Fact.Name;
        Fraction? value = reading.Value(condition.Subject);
        if (Least(condition.Comparison, threshold, value) is not { } target)
        {
            // Too much of something. Only days can be brought down, by buying: then they are 0.
            bool anOrderHelps = StartsWithAnOrder(name, reading.Purchases) && condition.Comparison.Holds(((Fraction)0).CompareTo(threshold));
            return anOrderHelps ? new Shortfall.Orders(1) : null;
        }

        return unit switch
        {
            FactUnit.Orders => new Shortfall.Orders(target.Whole - (value?.Floor() ?? 0)),
            FactUnit.Points or FactUnit.Events => new Shortfall.Points(target.Whole - (value?.Floor() ?? 0)),
            FactUnit.Days => OfDays(name!, target.Whole, reading.Facts),
            FactUnit.Amount => OfAmount(name!, target, reading.Purchases),
            FactUnit.Date when name == "lastOrderDate" || reading.Purchases.LastOn is null => OfDate(target.Whole),
            _ => null,
        };
    }

    /// <summary>What the value must reach; null when it must not rise.</summary>
    private static Target? Least(Comparison comparison, Fraction threshold, Fraction? value) => comparison switch
    {
        Comparison.AtLeast => new Target(threshold, IsStrict: false),
        Comparison.MoreThan => new Target(threshold, IsStrict: true),
        Comparison.Equal when value is null || value < threshold => new Target(threshold, IsStrict: false),
        _ => null,
    };

    /// <summary>Days that an order today sets to 0: those since the last one, and all of somebody who never bought.</summary>
    private static bool StartsWithAnOrder(string? name, PurchaseSummary purchases) =>
        name == "daysSinceLast" || (name is "daysSinceFirst" or "activeSpanDays" && purchases.LastOn is null);

    private static Shortfall.OrderFrom? OfDate(long dayNumber) =>
        dayNumber > DateOnly.MaxValue.DayNumber ? null : new Shortfall.OrderFrom(DateOnly.FromDayNumber((int)dayNumber));

    private static Shortfall? OfDays(string name, long days, CustomerFacts facts)
    {
        PurchaseSummary purchases = facts.Purchases;
        if (purchases.FirstOn is not { } first || purchases.LastOn is not { } last)
        {
            return new Shortfall.FirstOrderThenDays(Math.Max(0, days));
        }

        DateOnly start = name == "daysSinceLast" ? last : first;
        if (days > DateOnly.MaxValue.DayNumber - start.DayNumber)
        {
            return null;
        }

        DateOnly on = start.AddDays((int)days);
        return name == "activeSpanDays" ? new Shortfall.OrderFrom(on) : new Shortfall.Days(on.DayNumber - facts.AsOf.DayNumber, on);
    }

    private static Shortfall? OfAmount(string name, Target target, PurchaseSummary purchases)
    {
        if (name == "totalAmount")
        {
            long neededMinor = target.Times(purchases.Currency.MinorPerMajor).Whole;
            return new Shortfall.Amount(new Money(neededMinor - purchases.TotalMinor, purchases.Currency));
        }

        // With one order more the average has one order more to rest on. An order beyond the largest amount is no way at all.
        Target total = target.Times((Int128)purchases.Currency.MinorPerMajor * (purchases.OrderCount + 1));
        return total.Value - purchases.TotalMinor > Money.MinorMax
            ? null
            : new Shortfall.OrderOf(new Money(total.Whole - purchases.TotalMinor, purchases.Currency));
    }

    private static Shortfall? OfTrait(Condition condition, FactReading reading)
    {
        if (condition.Subject is not Subject.OfFact { Fact.Name: Fact.LapsedName })
        {
            return new Shortfall.Trait();
        }

        if (reading.IsLapsed)
        {
            return new Shortfall.Orders(1);
        }

        return reading.Purchases.LastOn is null ? null : OfDays("daysSinceLast", reading.LapsedAfterDays, reading.Facts);
    }

    /// <summary>A value that must be reached, or passed.</summary>
    private readonly record struct Target(Fraction Value, bool IsStrict)
    {
        /// <summary>The smallest whole number that satisfies it.</summary>
        public long Whole => IsStrict ? Value.Floor() + 1 : Value.Ceiling();

        public Target Times(Int128 factor) => this with { Value = Value * Fraction.Of(factor, 1) };
    }
}
