namespace Microsoft.DurableTask;

/// <summary>Order of orchestrator versions: none is the oldest, numbers compare as numbers, anything else as text.</summary>
internal static class VersionOrder
{
    public static int Compare(string version, string other)
    {
        if (string.IsNullOrWhiteSpace(version) || string.IsNullOrWhiteSpace(other))
        {
            return (string.IsNullOrWhiteSpace(version), string.IsNullOrWhiteSpace(other)) switch
            {
                (true, true) => 0,
                (true, false) => -1,
                _ => 1,
            };
        }

        return System.Version.TryParse(version, out Version? a) && System.Version.TryParse(other, out Version? b)
            ? a.CompareTo(b)
            : string.Compare(version, other, StringComparison.OrdinalIgnoreCase);
    }
}
