using System.Text.Json;
using System.Text.RegularExpressions;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Deployment;

/// <summary>Every value of host.json is explained in docs/operations.md, as it is.</summary>
public sealed partial class HostJsonTests
{
    private static readonly JsonElement Host = Read();

    [Fact]
    public void Values_AreThoseThatOperationsExplain()
    {
        string document = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

        Assert.Equal(Leaves(Host, "").Order(StringComparer.Ordinal), Explained(document).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Explanation_OfAnotherValue_IsNotTaken()
    {
        using JsonDocument changed = JsonDocument.Parse("""{ "extensions": { "queues": { "batchSize": 8, "on": true, "name": "" } } }""");

        Assert.Equal(
            ["extensions.queues.batchSize=8", "extensions.queues.name=(empty)", "extensions.queues.on=true"],
            Leaves(changed.RootElement, "").Order(StringComparer.Ordinal));
        Assert.Equal(["a.b=1", "c=(empty)"], Explained("| `a.b` | `1` | why | how |\n| `c` | (empty) | why | how |\n| `no value` | why |"));
        Assert.Empty(Explained("| `a.b` | `1` | | how |")); // a row that explains nothing
    }

    /// <summary>What the design rests on; a host takes other values, too.</summary>
    [Theory]
    [InlineData("version", "2.0")]
    [InlineData("extensions.http.routePrefix", "(empty)")]
    [InlineData("extensions.queues.messageEncoding", "base64")] // as our queue client writes
    [InlineData("extensions.durableTask.hubName", "FollowUpFlows")] // for ever
    [InlineData("extensions.durableTask.storageProvider.partitionCount", "4")] // as long as the hub
    [InlineData("extensions.durableTask.tracing.traceInputsAndOutputs", "false")] // customers' ids
    public void Value_ThatOthersRelyOn_IsKept(string key, string value) => Assert.Contains($"{key}={value}", Leaves(Host, ""));

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"))
        : [$"{path}={(element.ToString() is { Length: > 0 } ? element.GetRawText().Trim('"') : "(empty)")}"];

    private static IEnumerable<string> Explained(string document) => Row().Matches(document)
        .Select(m => $"{m.Groups["key"].Value}={m.Groups["value"].Value.Trim('`')}");

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("host.json")));
        return document.RootElement.Clone();
    }

    [GeneratedRegex(@"^\| `(?<key>[\w.]+)` \| (?<value>`[^`]+`|\(empty\)) \| [^|]*\w[^|]* \| [^|]*\w[^|]* \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
