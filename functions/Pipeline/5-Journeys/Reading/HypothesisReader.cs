using System.Globalization;
using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads <c>hypothesis</c>.</summary>
internal static partial class HypothesisReader
{
    private static readonly Dictionary<string, Metric?> Metrics = new()
    {
        ["purchase"] = Metric.Purchase,
        ["revenue"] = Metric.Revenue,
        ["margin"] = Metric.Margin,
        ["repeat"] = Metric.Repeat,
        ["second-purchase"] = Metric.SecondPurchase,
        ["click"] = Metric.Click,
    };

    private static readonly Dictionary<string, Credit?> Credits = new()
    {
        ["none"] = Credit.None,
        ["last-click"] = Credit.LastClick,
        ["last-send"] = Credit.LastSend,
    };

    public static Hypothesis Read(TemplateMap map)
    {
        string text = map.RequiredText("text");
        Metric metric = map.Word("metric", Metrics) ?? Hypothesis.Unsaid.Metric;
        Hypothesis read = new(
            text,
            metric,
            ReadExpected(map, metric),
            PlanTimeReader.Read(map, "checkAfter") ?? Hypothesis.Unsaid.CheckAfter,
            PlanTimeReader.Read(map, "window") ?? Hypothesis.Unsaid.Window,
            map.Word("attribution", Credits) ?? Hypothesis.Unsaid.Credit);
        map.RefuseOtherKeys();
        return read;
    }

    private static ExpectedSize? ReadExpected(TemplateMap map, Metric metric)
    {
        if (map.OptionalText("expected") is not { } text)
        {
            return null;
        }

        bool isRate = metric is not (Metric.Revenue or Metric.Margin);
        if (Size().Match(text) is { Success: true } match
            && decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal size)
            && size > 0)
        {
            ExpectedUnit unit = match.Groups[2].Value switch
            {
                "%" => ExpectedUnit.Percent,
                "pt" => ExpectedUnit.Points,
                _ => ExpectedUnit.Money,
            };
            if (unit == ExpectedUnit.Percent || isRate == (unit == ExpectedUnit.Points))
            {
                return new ExpectedSize(size, unit);
            }
        }

        string example = isRate ? "3pt (percentage points)" : "500 (per customer, in the shop's currency)";
        map.Refuse("expected", $"'expected' must be a share such as 20%, or a difference such as {example}, not '{text}'");
        return null;
    }

    [GeneratedRegex(@"\A\+?([0-9]{1,9}(?:\.[0-9]{1,4})?)(%|pt)?\z")]
    private static partial Regex Size();
}
