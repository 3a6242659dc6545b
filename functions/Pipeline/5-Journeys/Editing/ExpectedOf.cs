using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What somebody expects of a journey that they publish (仮説), to be written into its file.</summary>
/// <param name="Text">In the shop's own words.</param>
/// <param name="Metric">What is compared, in the words of the file; null for the usual.</param>
/// <param name="Expected">How large the difference should be: 20%, 3pt, or an amount; null where nobody says.</param>
/// <param name="CheckOn">The day of the verdict, of the shop; null for the usual.</param>
public sealed record ExpectedOf(TemplateName Journey, string Text, string? Metric, string? Expected, DateOnly? CheckOn)
{
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file with this in place of what it said of it, and all else as it was.</summary>
    /// <param name="today">Of the shop.</param>
    /// <returns>Null when the file is written in a way in which that cannot be found.</returns>
    public string? In(string file, DateOnly today)
    {
        List<string> lines = [.. file.Split('\n')];
        int begin = lines.FindIndex(l => IsKey(l, "hypothesis"));
        if (begin >= 0)
        {
            int end = begin + 1;
            while (end < lines.Count && (lines[end].Trim().Length == 0 || lines[end][0] is ' ' or '\t'))
            {
                end++;
            }

            while (lines[end - 1].Trim().Length == 0)
            {
                end--;
            }

            lines.RemoveRange(begin, end - begin);
        }
        else
        {
            begin = lines.FindIndex(l => IsKey(l, "steps"));
        }

        if (begin < 0)
        {
            return null;
        }

        lines.InsertRange(begin, Lines(today));
        string after = string.Join('\n', lines);
        return JourneyReader.Read(Journey.Path, after).Value is not { } read || read.Hypothesis?.Text == Text ? after : null;  // what is faulty is shown as such
    }

    private IEnumerable<string> Lines(DateOnly today)
    {
        yield return "hypothesis:";
        yield return $"  text: {JsonSerializer.Serialize(Text, Quoted)}";
        if (Metric is not null)
        {
            yield return $"  metric: {Metric}";
        }

        if (Expected is not null)
        {
            yield return $"  expected: {JsonSerializer.Serialize(Expected, Quoted)}";
        }

        if (CheckOn is { } day)
        {
            int days = day.DayNumber - today.DayNumber;
            yield return string.Create(CultureInfo.InvariantCulture, $"  checkAfter: {days}d");
            if (days <= Hypothesis.WindowDays)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  window: {Math.Max(1, days - 1)}d");  // some must have had their time by then
            }
        }
    }

    private static bool IsKey(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) && line.AsSpan(key.Length).TrimStart().StartsWith(":");
}
