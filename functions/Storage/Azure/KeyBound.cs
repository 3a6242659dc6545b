namespace FollowUpFlows.Storage.Azure;

/// <summary>Bounds of a range of keys as the service can be sent them.</summary>
internal static class KeyBound
{
    /// <summary>The least text that is well-formed and not below the bound, which may end in half of a surrogate pair: that half has no UTF-8
    /// form, and what is sent in its place lies behind keys that belong to the range.</summary>
    public static string WellFormed(string bound)
    {
        for (int i = 0; i < bound.Length; i++)
        {
            if (char.IsHighSurrogate(bound[i]) && i + 1 < bound.Length && char.IsLowSurrogate(bound[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(bound[i]))
            {
                return bound[..i] + Next(bound[i..]);
            }
        }

        return bound;
    }

    /// <param name="rest">Begins with a half that has no other.</param>
    private static string Next(string rest) =>
        char.IsLowSurrogate(rest[0]) ? "\uE000"                               // only pairs lie in between
            : rest.Length == 1 || rest[1] < '\uDC00' ? $"{rest[0]}\uDC00"     // the first pair that begins so
            : rest[0] == '\uDBFF' ? "\uE000" : $"{(char)(rest[0] + 1)}\uDC00"; // behind all that begin so
}
