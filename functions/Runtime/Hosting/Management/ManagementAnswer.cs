using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>How the addresses of the runtime answer. They need no services, so that they work without a server as well.</summary>
internal static class ManagementAnswer
{
    /// <summary>Japanese stays readable; nothing of this goes into a web page.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task JsonAsync(HttpContext context, int status, JsonNode body) =>
        WriteAsync(context, status, "application/json; charset=utf-8", body);

    public static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public static Task ProblemAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, status, "application/problem+json", new JsonObject { ["status"] = status, ["detail"] = detail });

    private static Task WriteAsync(HttpContext context, int status, string type, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(Readable), context.RequestAborted);
    }
}
