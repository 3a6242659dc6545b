namespace FollowUpFlows.Domain.Shared;

/// <summary>An ISO 4217 currency and the number of decimals that its amounts have.</summary>
/// <remarks>Source of the exceptions to two decimals: ISO 4217, list one, column "minor unit".</remarks>
public sealed record Currency
{
    private Currency(string code, int minorDigits)
    {
        Code = code;
        MinorDigits = minorDigits;
        MinorPerMajor = (long)Math.Pow(10, minorDigits);
    }

    /// <summary>The yen, which has no minor unit: one yen is the smallest amount.</summary>
    public static Currency Yen { get; } = new("JPY", 0);

    /// <summary>No currency has more decimals.</summary>
    public const int MinorDigitsMax = 4;

    /// <summary>Three upper-case letters.</summary>
    public string Code { get; }

    /// <summary>Decimals of an amount, 0 to 4.</summary>
    public int MinorDigits { get; }

    /// <summary>Minor units in one major unit: 1 for the yen, 100 for the pound.</summary>
    public long MinorPerMajor { get; }

    /// <summary>The currency of a code in either case; null unless it is three letters A–Z.</summary>
    /// <remarks>A code that ISO 4217 does not list is taken with two decimals: shops know their own currency.</remarks>
    public static Currency? Find(string code)
    {
        string upper = code.ToUpperInvariant();
        return upper.Length == 3 && upper.All(char.IsAsciiLetterUpper)
            ? new Currency(upper, MinorDigitsOf(upper))
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static int MinorDigitsOf(string code) => code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };
}
