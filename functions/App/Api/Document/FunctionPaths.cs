using FollowUpFlows.App.Functions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FollowUpFlows.App.Api.Document;

/// <summary>What is answered by functions of their own, and so is no endpoint of the pipeline: webhooks and public links.</summary>
internal static class FunctionPaths
{
    private static readonly string[] ImageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static async Task AddAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellationToken);
        document.Paths.Add("/api/webhooks/{sourceId}", new OpenApiPathItem
        {
            Operations = new() { [HttpMethod.Post] = Webhook(document) },
        });
        document.Paths.Add("/u/{token}", new OpenApiPathItem
        {
            Operations = new() { [HttpMethod.Get] = UnsubscribePage(document), [HttpMethod.Post] = Unsubscribe(document) },
        });
        document.Paths.Add("/d/{token}", Confirmation(document));
        document.Paths.Add("/p/{token}", new OpenApiPathItem
        {
            Operations = new() { [HttpMethod.Get] = PreferencePage(document), [HttpMethod.Post] = Preferences(document) },
        });
        LineAccountPaths.Add(document);
        document.Paths.Add("/c/{token}", new OpenApiPathItem { Operations = new() { [HttpMethod.Get] = Click(document) } });
        document.Paths.Add("/o/{name}", new OpenApiPathItem { Operations = new() { [HttpMethod.Get] = Pixel(document) } });
        document.Paths.Add("/i/{name}", new OpenApiPathItem { Operations = new() { [HttpMethod.Get] = Image(document) } });
    }

    private static OpenApiPathItem Confirmation(OpenApiDocument document) => new()
    {
        Operations = new()
        {
            [HttpMethod.Get] = Confirmation(document, "showConfirmation", "The page behind the link that confirms a registration", "Looking at it changes nothing."),
            [HttpMethod.Post] = Confirmation(document, "confirmRegistration", "Confirms a registration", "The page's button (double opt-in)."),
        },
    };

    private static OpenApiOperation Confirmation(OpenApiDocument document, string id, string summary, string description)
    {
        OpenApiResponses responses = Pages("Asks for it, or it is done");
        responses["410"] = Page("Too late, or something else was said since");
        return new OpenApiOperation
        {
            OperationId = id,
            Summary = summary,
            Description = description,
            Tags = Tag("links", document),
            Security = [],
            Parameters = [InPath("token", "From the link.")],
            Responses = responses,
        };
    }

    private static OpenApiOperation PreferencePage(OpenApiDocument document) => new()
    {
        OperationId = "showPreferences",
        Summary = "The page behind a customer's link to their preferences",
        Description = "Looking at it changes nothing. `?lang=en` shows it in English.",
        Tags = Tag("links", document),
        Security = [],
        Parameters = [InPath("token", "From the link.")],
        Responses = Pages("Topics, frequency, pause and channels to choose from"),
    };

    private static OpenApiOperation Preferences(OpenApiDocument document)
    {
        OpenApiResponses responses = Pages("Saved; applies at once");
        responses["400"] = Page("Something that the page does not offer; nothing was saved");
        return new OpenApiOperation
        {
            OperationId = "choosePreferences",
            Summary = "Saves what a customer wants to get",
            Description = "The form of the page.",
            Tags = Tag("links", document),
            Security = [],
            Parameters = [InPath("token", "From the link.")],
            Responses = responses,
        };
    }

    private static OpenApiOperation Webhook(OpenApiDocument document) => new()
    {
        OperationId = "receiveWebhook",
        Summary = "Takes in a webhook of a shop system",
        Description = "Signed as the kind of source demands. It is stored before it is answered, and processed afterwards; the same message again does nothing.",
        Tags = Tag("intake", document),
        Security = [],
        Parameters = [InPath("sourceId", "The configured source.")],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"Exactly as the shop system signed it, at most {IntakeFunctions.BodyBytesMax} bytes.",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema() } },
        },
        Responses = new OpenApiResponses
        {
            ["202"] = new OpenApiResponse { Description = "Stored, or known already" },
            ["401"] = Problem("The signature does not prove that the shop sent this", document),
            ["404"] = Problem("No such source is configured", document),
            ["413"] = Problem("The body is too long", document),
        },
    };

    private static OpenApiOperation UnsubscribePage(OpenApiDocument document) => new()
    {
        OperationId = "showUnsubscribe",
        Summary = "The page behind a customer's unsubscribe link",
        Description = "Looking at it changes nothing.",
        Tags = Tag("links", document),
        Security = [],
        Parameters = [InPath("token", "From the link.")],
        Responses = Pages("Asks whether to unsubscribe"),
    };

    private static OpenApiOperation Unsubscribe(OpenApiDocument document) => new()
    {
        OperationId = "unsubscribe",
        Summary = "Ends marketing to a customer",
        Description = "The page's button, and the one click of mail programs (RFC 8058).",
        Tags = Tag("links", document),
        Security = [],
        Parameters = [InPath("token", "From the link.")],
        Responses = Pages("Done"),
    };

    private static OpenApiOperation Click(OpenApiDocument document) => new()
    {
        OperationId = "followClick",
        Summary = "Leads from a message's link on",
        Description = "Notes the click once for each message and link. A link that is not valid, or no longer, leads to the shop.",
        Tags = Tag("links", document),
        Security = [],
        Parameters = [InPath("token", "From the link.")],
        Responses = new OpenApiResponses { ["302"] = new OpenApiResponse { Description = "Where the link leads" } },
    };

    private static OpenApiOperation Pixel(OpenApiDocument document) => new()
    {
        OperationId = "showPoint",
        Summary = "The picture of one point in an e-mail",
        Description = "Notes the open once for each message. Whatever is asked for, the picture is there.",
        Tags = Tag("links", document),
        Security = [],
        Parameters = [InPath("name", "From the message.")],
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The picture",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["image/gif"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            },
        },
    };

    private static OpenApiOperation Image(OpenApiDocument document) => new()
    {
        OperationId = "showImage",
        Summary = "An image of the library, as messages show it",
        Description = "For everybody who has its address. It never changes, so caches may keep it.",
        Tags = Tag("images", document),
        Security = [],
        Parameters = [InPath("name", "The hash, and the ending that belongs to its type.")],
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The image",
                Content = ImageTypes.ToDictionary(
                    type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            },
            ["404"] = new OpenApiResponse { Description = "There is no such image" },
        },
    };

    internal static OpenApiResponses Pages(string description) => new()
    {
        ["200"] = Page(description),
        ["404"] = Page("The link is not valid"),
    };

    internal static OpenApiResponse Page(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["text/html"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };

    private static OpenApiResponse Problem(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) },
        },
    };

    internal static OpenApiParameter InPath(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    internal static HashSet<OpenApiTagReference> Tag(string name, OpenApiDocument document) => [new OpenApiTagReference(name, document)];
}
