using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Pipeline.Ranking;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes what a host tells of its engine.</summary>
internal static class RuntimeOutput
{
    private static readonly string[] InstanceColumns = ["instanceId", "name", "runtimeStatus", "createdTime", "lastUpdatedTime"];
    private static readonly string[] FindingColumns = ["place", "reason", "remedy", "mended"];
    private static readonly string[] HistoryColumns = ["Timestamp", "EventType", "FunctionName", "Name", "ScheduledTime", "FireAt", "Reason", "Input", "Result"];

    public static void WriteStatus(RuntimeStyle style, JsonObject status) => WriteObject(style, status, isNamed: true);

    public static void WriteInstance(RuntimeStyle style, JsonObject instance) => WriteObject(style, instance, isNamed: false);

    public static void WriteBackup(RuntimeStyle style, JsonObject backup) => WriteObject(style, backup, isNamed: false);

    public static void WriteFindings(RuntimeStyle style, List<JsonObject> findings) => WriteRows(style, findings, FindingColumns);

    public static void WriteInstances(RuntimeStyle style, List<JsonObject> instances) => WriteRows(style, instances, InstanceColumns);

    public static void WriteHistory(RuntimeStyle style, JsonObject instance)
    {
        List<JsonObject> events = [.. (instance["historyEvents"] as JsonArray ?? []).OfType<JsonObject>()];
        WriteRows(style, events, [.. HistoryColumns.Where(c => events.Any(e => e[c] is not null) || c is "Timestamp" or "EventType")]);
    }

    private static void WriteRows(RuntimeStyle style, List<JsonObject> rows, string[] columns)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(style.Terminal.Output, rows);
                break;
            case OutputFormat.Csv:
                WriteCsv(style.Terminal.Output, columns, rows.Select(r => columns.Select(c => Text(r[c])).ToArray()));
                break;
            default:
                Table table = new() { Border = TableBorder.Simple };
                table.AddColumns([.. columns.Select(c => RuntimeWords.Of(style.Words, c))]);
                rows.ForEach(r => table.AddRow([.. columns.Select(c => Markup.Escape(Text(r[c])))]));
                style.Terminal.Console().Write(table);
                break;
        }
    }

    /// <param name="isNamed">Each line ends with the name by which programs and documents know the value.</param>
    private static void WriteObject(RuntimeStyle style, JsonObject value, bool isNamed)
    {
        List<(string Name, string Text)> lines = [.. Lines("", value)];
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(style.Terminal.Output, value);
                break;
            case OutputFormat.Csv:
                WriteCsv(style.Terminal.Output, ["name", "value"], lines.Select(l => new[] { l.Name, l.Text }));
                break;
            default:
                Table table = new() { Border = TableBorder.None, ShowHeaders = false };
                table.AddColumns([.. Enumerable.Repeat("", isNamed ? 3 : 2)]);
                lines.ForEach(l => table.AddRow([.. Cells(style.Words, l.Name, l.Text, isNamed).Select(Markup.Escape)]));
                style.Terminal.Console().Write(table);
                break;
        }
    }

    private static string[] Cells(FactWords words, string name, string text, bool isNamed) =>
        isNamed ? [RuntimeWords.Of(words, name), RuntimeWords.OfValue(words, name, text), name] : [RuntimeWords.Of(words, name), text];

    /// <summary>Each value on a line of its own: <c>files.runtime.db.bytes</c>.</summary>
    private static IEnumerable<(string Name, string Text)> Lines(string path, JsonNode? node) => node switch
    {
        JsonObject branch when path is not ("input" or "output" or "customStatus") =>
            branch.SelectMany(p => Lines(path.Length == 0 ? p.Key : $"{path}.{p.Key}", p.Value)),
        JsonArray list when path is "files" or "queues" or "unreadable" => list.OfType<JsonObject>().SelectMany(item => ListLines(path, item)),
        _ => [(path, Text(node))],
    };

    private static IEnumerable<(string Name, string Text)> ListLines(string path, JsonObject item)
    {
        string name = Text(item.First().Value);
        return item.Skip(1).Select(p => ($"{path}.{name}.{p.Key}", Text(p.Value)));
    }

    private static void WriteCsv(TextWriter output, string[] header, IEnumerable<string[]> rows)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord(header);
        foreach (string[] row in rows)
        {
            writer.WriteRecord(row);
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(Readable),
    };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
