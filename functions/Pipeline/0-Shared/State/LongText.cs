using System.Globalization;

namespace FollowUpFlows.Pipeline.State;

/// <summary>A text that is longer than one property may be, in one row.</summary>
internal static class LongText
{
    /// <param name="name">Of the properties, behind which their numbers stand.</param>
    /// <param name="text">Up to some hundred thousand characters: a row holds a mebibyte.</param>
    public static void Set(EntityProperties properties, string name, string text)
    {
        foreach ((int index, string part) in TextParts.Of(text).Index())
        {
            properties.Set(PartOf(name, index), part);
        }
    }

    /// <summary>What was set; empty when nothing was.</summary>
    public static string Read(Entity row, string name) =>
        string.Concat(Enumerable.Range(0, int.MaxValue).Select(i => row.Text(PartOf(name, i))).TakeWhile(p => p is not null));

    private static string PartOf(string name, int index) => name + index.ToString(CultureInfo.InvariantCulture);
}
