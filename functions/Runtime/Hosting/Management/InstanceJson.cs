using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>One instance in the extension's words.</summary>
internal static class InstanceJson
{
    public static JsonObject Of(OrchestrationMetadata metadata, bool showInput) => new()
    {
        ["name"] = metadata.Name,
        ["instanceId"] = metadata.InstanceId,
        ["runtimeStatus"] = metadata.RuntimeStatus.ToString(),
        ["input"] = showInput ? Value(metadata.SerializedInput) : null,
        ["customStatus"] = Value(metadata.SerializedCustomStatus),
        ["output"] = Value(metadata.SerializedOutput),
        ["createdTime"] = Time(metadata.CreatedAt),
        ["lastUpdatedTime"] = Time(metadata.LastUpdatedAt),
    };

    /// <summary>Where to ask about an instance that was started again, and how to steer it.</summary>
    public static JsonObject Links(HttpRequest request, string instanceId)
    {
        string address = AddressOf(request, instanceId);
        return new JsonObject
        {
            ["id"] = instanceId,
            ["statusQueryGetUri"] = address,
            ["sendEventPostUri"] = address + "/raiseEvent/{eventName}",
            ["terminatePostUri"] = address + "/terminate?reason={text}",
            ["purgeHistoryDeleteUri"] = address,
            ["restartPostUri"] = address + "/restart",
            ["suspendPostUri"] = address + "/suspend?reason={text}",
            ["resumePostUri"] = address + "/resume?reason={text}",
        };
    }

    /// <summary>Without the key that the caller showed: answers are kept in more places than keys should be.</summary>
    public static string AddressOf(HttpRequest request, string instanceId) =>
        $"{request.Scheme}://{request.Host}{DurableTaskApi.Path}/instances/{Uri.EscapeDataString(instanceId)}";

    /// <summary>The result of a failed instance is a plain text.</summary>
    public static JsonNode? Value(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }

    /// <summary>To the second, as the extension gives them.</summary>
    private static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
