using Microsoft.OpenApi;

namespace FollowUpFlows.App.Api.Document;

/// <summary>The pages that connect LINE accounts.</summary>
internal static class LineAccountPaths
{
    public static void Add(OpenApiDocument document)
    {
        document.Paths.Add("/l/{token}", new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Get] = Operation(document, "showLineAccount", "The page on which somebody connects their LINE account", "Reached from a message on LINE. Looking at it changes nothing.", Account()),
                [HttpMethod.Post] = Operation(document, "changeLineAccount", "Asks for a mail that connects the LINE account, or takes it apart", "The page's form. It is answered alike whether the address is known or not.", Changed()),
            },
        });
        document.Paths.Add("/k/{token}", new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Get] = Operation(document, "showLineConnect", "The page behind the mailed link that connects a LINE account", "Looking at it changes nothing.", Link("Asks for it")),
                [HttpMethod.Post] = Operation(document, "beginLineConnect", "Leads on to LINE", "The page's button. The link works once.", Begun()),
            },
        });
    }

    private static OpenApiResponses Account() => FunctionPaths.Pages("The form, or how it stands");

    private static OpenApiResponses Changed()
    {
        OpenApiResponses responses = FunctionPaths.Pages("A mail was sent if the address is known, or it is taken apart");
        responses["400"] = FunctionPaths.Page("It is no address");
        responses["429"] = FunctionPaths.Page("Asked too often today");
        return responses;
    }

    private static OpenApiResponses Link(string description)
    {
        OpenApiResponses responses = FunctionPaths.Pages(description);
        responses["409"] = FunctionPaths.Page("The shop knows another LINE account as the customer's");
        responses["410"] = FunctionPaths.Page("Too late, or used");
        responses["503"] = FunctionPaths.Page("LINE lets nobody begin now");
        return responses;
    }

    private static OpenApiResponses Begun()
    {
        OpenApiResponses responses = Link("Never");
        responses.Remove("200");
        responses["303"] = new OpenApiResponse { Description = "On to LINE" };
        return responses;
    }

    private static OpenApiOperation Operation(OpenApiDocument document, string id, string summary, string description, OpenApiResponses responses) => new()
    {
        OperationId = id,
        Summary = summary,
        Description = description + " `?lang=en` shows it in English.",
        Tags = FunctionPaths.Tag("links", document),
        Security = [],
        Parameters = [FunctionPaths.InPath("token", "From the link.")],
        Responses = responses,
    };
}
