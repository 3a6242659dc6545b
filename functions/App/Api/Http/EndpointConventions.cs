using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api.Http;

/// <summary>What an endpoint says of itself.</summary>
internal static class EndpointConventions
{
    /// <summary>Its name for programs, and what it does, for people.</summary>
    public static RouteHandlerBuilder Is(this RouteHandlerBuilder endpoint, string name, string summary, string? description = null)
    {
        endpoint.WithName(name).WithSummary(summary);
        return description is null ? endpoint : endpoint.WithDescription(description);
    }

    /// <summary>The parameters that it takes, in the path and in the query.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params ApiParameter[] parameters) =>
        endpoint.WithMetadata(new ApiParameters(parameters)).ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>The same of a list that comes in pages.</summary>
    public static RouteHandlerBuilder TakesPages(this RouteHandlerBuilder endpoint, params ApiParameter[] parameters) =>
        endpoint.Takes([.. parameters, ApiParameter.Limit, ApiParameter.Cursor]);

    /// <summary>It takes JSON.</summary>
    public static RouteHandlerBuilder TakesBody(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>It changes only the state that the caller has seen.</summary>
    public static RouteHandlerBuilder TakesTag(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>It may be about something that is not there.</summary>
    public static RouteHandlerBuilder MayMiss(this RouteHandlerBuilder endpoint) => endpoint.ProducesProblem(StatusCodes.Status404NotFound);
}
