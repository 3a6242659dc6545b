using System.Text.Json.Nodes;
using FollowUpFlows.App.Api.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FollowUpFlows.App.Api.Document;

/// <summary>The OpenAPI document of everything that this application answers over HTTP.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/v1.json";
    public const string Name = "v1";

    private const string KeyScheme = "key";

    private const string Overview = """
        Everything that FollowUpFlows knows of a shop, to read. Days are the shop's own (`2026-11-21`), instants are UTC. Amounts are
        in minor units of their currency: yen for JPY, pence for GBP. Lists come in pages: pass `next` on as `cursor` until it is null.
        Rows that are added while somebody pages neither hide nor repeat those that were there before. Errors are problem details
        (RFC 9457).

        From the machine itself no key is needed, from elsewhere `Authorization: Bearer KEY` with a key whose SHA-256 is configured
        under `Access:KeyHashes`.
        """;

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaRules.NameOf;
        options.AddSchemaTransformer(SchemaRules.ApplyAsync);
        options.AddOperationTransformer((operation, context, _) =>
        {
            AddParameters(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiParameters>().SelectMany(p => p.All));
            if (context.Description.RelativePath == "healthz")
            {
                operation.Security = [];  // open to everybody
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, context, cancellationToken) =>
        {
            Describe(document);
            return FunctionPaths.AddAsync(document, context, cancellationToken);
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "FollowUpFlows", Version = Name, Description = Overview };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key whose SHA-256 is configured under Access:KeyHashes.",
            },
        };
        OpenApiSecurityRequirement atTheMachine = [];
        OpenApiSecurityRequirement withKey = new() { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] };
        document.Security = [withKey, atTheMachine];
    }

    private static void AddParameters(OpenApiOperation operation, IEnumerable<ApiParameter> parameters)
    {
        foreach (ApiParameter parameter in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsInPath ? ParameterLocation.Path : parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Required = parameter.IsInPath,
                Description = parameter.Description,
                Schema = SchemaOf(parameter),
            });
        }
    }

    private static OpenApiSchema SchemaOf(ApiParameter parameter) => parameter.Kind switch
    {
        ApiParameterKind.Limit => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = $"{ApiParameter.LimitMax}",
            Default = ApiParameter.DefaultLimit,
        },
        ApiParameterKind.Day => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        _ => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = parameter.Words.Count == 0 ? null : [.. parameter.Words.Select(w => (JsonNode)w)],
        },
    };
}
