using System.Reflection;
using System.Text.RegularExpressions;
using FollowUpFlows.App;
using FollowUpFlows.App.Functions;
using FollowUpFlows.Tests.Contract.Infra.Bicep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Infra;

/// <summary>Alerts look for words of the log and names of functions: with other words they would be silent for ever.</summary>
public sealed partial class AlertTests
{
    /// <summary>So the host calls a function in its own messages.</summary>
    private const string OfTheHost = "Functions.";

    private static readonly string[] Messages = [.. typeof(Logs).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>()];

    private static readonly string[] FunctionNames = [.. typeof(IntakeFunctions).Assembly.GetTypes().SelectMany(t => t.GetMethods())
        .Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>()];

    [BicepFact]
    public async Task Queries_LookForWhatIsLogged()
    {
        string[] queries = Queries(await BicepTree.ReadAsync());
        Assert.Equal(5, queries.Length);
        Assert.Empty(queries.SelectMany(Unfounded));
    }

    [Theory]
    [InlineData("AppTraces | where Message has \"failed for ever and ever\"", "failed for ever and ever")]
    [InlineData("AppTraces | where Message startswith \"Was certified\"", "Was certified")]
    [InlineData("AppTraces | where Message has \"Functions.GiveUp\"", "Functions.GiveUp")]
    [InlineData("AppRequests | where Name has \"GiveUp\"", "GiveUp")]
    public void Query_ForWhatIsNeverLogged_IsSeen(string query, string expected) => Assert.Equal([expected], Unfounded(query));

    private static string[] Queries(BicepTree tree) => [.. tree.File("modules/alerts.bicep").Variables
        .Where(v => v.Name.EndsWith("Query", StringComparison.Ordinal)).Select(v => v.Node.Text)];

    private static IEnumerable<string> Unfounded(string query) => Looks().Matches(query)
        .Where(l => !(l.Groups[1].Value switch
        {
            "Message has" when l.Groups[2].Value.StartsWith(OfTheHost, StringComparison.Ordinal) => FunctionNames.Contains(l.Groups[2].Value[OfTheHost.Length..]),
            "Message has" => Messages.Any(m => m.Contains(l.Groups[2].Value, StringComparison.Ordinal)),
            "Message startswith" => Messages.Any(m => m.StartsWith(l.Groups[2].Value, StringComparison.Ordinal)),
            _ => FunctionNames.Contains(l.Groups[2].Value),
        }))
        .Select(l => l.Groups[2].Value);

    [GeneratedRegex("(Message has|Message startswith|Name has) \"([^\"]*)\"")]
    private static partial Regex Looks();
}
