using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>The goods of an order, as many as a property of a row can hold.</summary>
internal static class OrderLines
{
    private const int NameLengthMax = 200;

    /// <summary>The lines from the first on, long names cut. Amounts do not depend on lines, and the webhook itself is kept whole.</summary>
    public static IReadOnlyList<OrderLine> Kept(IReadOnlyList<OrderLine> lines)
    {
        List<OrderLine> kept = [];
        int length = 2;
        foreach (OrderLine line in lines)
        {
            OrderLine cut = line with { Name = Cut(line.Name), Sku = Cut(line.Sku) };
            length += StoredJson.Write(cut).Length + 1;
            if (length > EntityLimits.TextLengthMax)
            {
                break;
            }

            kept.Add(cut);
        }

        return kept;
    }

    /// <summary>Never within a surrogate pair.</summary>
    private static string? Cut(string? text) =>
        text is { Length: > NameLengthMax } ? text[..(char.IsHighSurrogate(text[NameLengthMax - 1]) ? NameLengthMax - 1 : NameLengthMax)] : text;
}
