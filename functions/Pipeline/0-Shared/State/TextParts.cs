namespace FollowUpFlows.Pipeline.State;

/// <summary>Cuts long texts into parts that fit a property, in the order in which they are put together again.</summary>
public static class TextParts
{
    /// <summary>Leaves room below <see cref="EntityLimits.TextLengthMax"/> for what else a row holds.</summary>
    private const int LengthMax = 30_000;

    /// <summary>At least one part, of an empty text the text itself. A surrogate pair is never cut: half of one cannot be stored.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> parts = [];
        int start = 0;
        do
        {
            int end = Math.Min(text.Length, start + LengthMax);
            end -= end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            parts.Add(text[start..end]);
            start = end;
        }
        while (start < text.Length);
        return parts;
    }
}
