using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Channels.Line;

/// <summary>The name under which LINE counts the opens and clicks of a step: letters, digits and underscores, at most thirty.</summary>
internal static class LineUnits
{
    private const int LengthMax = 30;
    private const int HashLength = 8;

    /// <summary>The same for every message of the step, different for every other step.</summary>
    public static string Of(string journeyId, string stepId)
    {
        string readable = $"{Plain(journeyId)}__{Plain(stepId)}";
        return IsPlain(journeyId) && IsPlain(stepId) && readable.Length <= LengthMax
            ? readable
            : $"{readable[..Math.Min(readable.Length, LengthMax - HashLength - 1)]}_{OpaqueId.Of(HashLength, journeyId, stepId)}";
    }

    /// <summary>Hyphens alone become underscores: two such ids never give one name.</summary>
    private static bool IsPlain(string id) => id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !id.Contains("--", StringComparison.Ordinal)
        && !id.StartsWith('-') && !id.EndsWith('-');

    private static string Plain(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
