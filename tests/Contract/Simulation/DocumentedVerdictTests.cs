using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Cli;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Simulation;

/// <summary><c>docs/verification.md</c> shows what an A/B test with a holdout says on the sample orders. The customers of 2011 got none of
/// these messages: whatever it says of them must not be that one arm is better.</summary>
public sealed class DocumentedVerdictTests
{
    [Fact]
    public void Figures_OfTheSampleShop_AreThoseOfTheDocument()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = FollowUp.Run(
            [
                "simulate", "--orders", Repository.PathOf("samples", "online-retail", "orders.csv"),
                "--journeys", Repository.PathOf("samples", "online-retail", "second-order-test.yaml"), "--until", "2011-12-09",
            ],
            output,
            error);
        Assert.Equal((0, ""), (code, error.ToString()));
        using JsonDocument result = JsonDocument.Parse(output.ToString());
        JsonElement experiment = Assert.Single(result.RootElement.GetProperty("experiments").EnumerateArray());
        string document = File.ReadAllText(Repository.PathOf("docs", "verification.md"));
        Assert.Contains(experiment.GetProperty("verdict").GetString(), (string[])["not-yet", "no-difference"]);
        Assert.Contains(experiment.GetProperty("words").GetProperty("ja").GetString()!, document, StringComparison.Ordinal);
        foreach (JsonElement arm in experiment.GetProperty("arms").EnumerateArray())
        {
            string row = string.Create(
                CultureInfo.InvariantCulture,
                $"| {arm.GetProperty("id")} | {arm.GetProperty("entered").GetInt32():N0} | {arm.GetProperty("metricCustomers").GetInt32():N0} | {arm.GetProperty("metricHits").GetInt32():N0} | {arm.GetProperty("mean").GetDouble() * 100:0.0} % | {arm.GetProperty("revenue").GetDecimal() / arm.GetProperty("complete").GetInt32():N0} |");
            Assert.Contains(row, document, StringComparison.Ordinal);
        }
    }
}
