using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FollowUpFlows.App.Api.Document;

/// <summary>What the generator does not know of our types.</summary>
internal static class SchemaRules
{
    public static async Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Type type = context.JsonTypeInfo.Type;
        if (context.JsonPropertyInfo is null && type == typeof(ProblemDetails))
        {
            DescribeProblem(schema);
        }
        else if (type == typeof(JsonElement))
        {
            schema.Description ??= "Any JSON.";
        }
        else if (type == typeof(Stream))
        {
            schema.Description ??= "The bytes of a file.";
        }
        else if (Nullable.GetUnderlyingType(type) is { IsEnum: true } words)
        {
            // The property that may be null says so itself: null would else be two of its forms at once.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. (schema.Enum ?? []).OfType<JsonNode>().Where(w => w.GetValueKind() == JsonValueKind.String)];
            OpenApiSchema plain = await context.GetOrCreateSchemaAsync(words, cancellationToken: cancellationToken);
            schema.Description ??= plain.Description;
        }
    }

    /// <summary>The name of a type's schema.</summary>
    public static string? NameOf(System.Text.Json.Serialization.Metadata.JsonTypeInfo type) =>
        type.Type == typeof(ApiMoney) ? "Money" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Description = "What is wrong, as RFC 9457 says it. There may be more members, such as 'traceId'.";
        Dictionary<string, string> words = new(StringComparer.Ordinal)
        {
            ["type"] = "A URN that is kept for ever, one for each status.",
            ["title"] = "The same in a few words.",
            ["status"] = "As in the answer's first line.",
            ["detail"] = "What is wrong with this request, with the name of the parameter, or what to do.",
            ["instance"] = "Not used.",
        };
        foreach ((string name, IOpenApiSchema property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            property.Description = words.GetValueOrDefault(name);
        }
    }
}
