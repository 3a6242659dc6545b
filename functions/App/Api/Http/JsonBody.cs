using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FollowUpFlows.App.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUpFlows.App.Api.Http;

/// <summary>Reads the JSON that an endpoint takes.</summary>
internal static class JsonBody
{
    private const int BytesMax = 8 * 1024;

    /// <summary>The property of bodies that say who does something.</summary>
    private const string ByName = "By";

    /// <summary>Words are written as in answers.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <returns>Either the body or the problem.</returns>
    public static Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => ReadAsync<T>(request, BytesMax, cancellationToken);

    /// <summary>The same of longer bodies.</summary>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.NotJson());
        }

        byte[]? body = await request.Body.ReadUpToAsync(bytesMax, cancellationToken);
        if (body is null)
        {
            return (null, Problems.TooLarge(bytesMax));
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Signed<T>(body, request.HttpContext), Options) is { } read
                ? (read, null)
                : (null, Problems.BadRequest("The body must be a JSON object."));
        }
        catch (JsonException)
        {
            return (null, Problems.BadRequest("The body is no JSON object like the one that /openapi/v1.json shows."));
        }
    }

    /// <summary>People who have signed in do everything under their own name, whatever the body says.</summary>
    private static byte[] Signed<T>(byte[] body, HttpContext context)
    {
        if (Visitor.Of(context) is not { IsPerson: true } person || typeof(T).GetProperty(ByName) is null || JsonNode.Parse(body) is not JsonObject json)
        {
            return body;
        }

        foreach (string name in json.Select(p => p.Key).Where(k => k.Equals(ByName, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            json.Remove(name);
        }

        json[ByName] = person.Name;
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }
}
