using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUpFlows.App.Api.Http;

/// <summary>Reads the JSON that an endpoint takes.</summary>
internal static class JsonBody
{
    private const int BytesMax = 8 * 1024;

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
            return JsonSerializer.Deserialize<T>(body, Options) is { } read
                ? (read, null)
                : (null, Problems.BadRequest("The body must be a JSON object."));
        }
        catch (JsonException)
        {
            return (null, Problems.BadRequest("The body is no JSON object like the one that /openapi/v1.json shows."));
        }
    }
}
