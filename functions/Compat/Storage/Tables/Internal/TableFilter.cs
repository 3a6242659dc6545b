using System.Globalization;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>Values as the literals of a filter.</summary>
internal static class TableFilter
{
    public static string Of(FormattableString filter) =>
        string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Literal)]);

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0",
        Guid id => $"guid'{id}'",
        DateTimeOffset instant => $"datetime'{instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        _ => throw new NotSupportedException($"A filter cannot hold a {value?.GetType().Name ?? "null"}."),
    };
}
