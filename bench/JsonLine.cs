using System.Text.Json;
using System.Text.Json.Nodes;

namespace FollowUpFlows.Bench;

/// <summary>One result a line, so that runs can be collected and compared.</summary>
internal static class JsonLine
{
    public static void Write(TextWriter output, string workload, object result)
    {
        JsonObject line = new() { ["bench"] = workload };
        foreach ((string key, JsonNode? value) in JsonSerializer.SerializeToNode(result, JsonSerializerOptions.Web)!.AsObject().ToArray())
        {
            line[key] = value?.DeepClone();
        }

        line["cores"] = Environment.ProcessorCount;
        line["runtime"] = Environment.Version.ToString();
        line["peakMegabytes"] = PeakMegabytes();
        output.WriteLine(line.ToJsonString());
    }

    private static long PeakMegabytes()
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (1024 * 1024);
    }
}
