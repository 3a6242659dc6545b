using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUpFlows.App.Api;

/// <summary>Errors as RFC 9457 problem details. The types are kept for ever: programs compare them.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:followupflows:problem:";

    public static ProblemHttpResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult Unauthorized(string detail) => Of(StatusCodes.Status401Unauthorized, detail);

    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    /// <param name="more">Why, for programs; members of the problem.</param>
    public static ProblemHttpResult Conflict(string detail, params (string Name, object? Value)[] more) => Of(StatusCodes.Status409Conflict, detail, Members(more));

    /// <param name="current">What is there now; members of the problem.</param>
    public static ProblemHttpResult Moved(string detail, params (string Name, object? Value)[] current) =>
        Of(StatusCodes.Status412PreconditionFailed, detail, Members(current));

    public static ProblemHttpResult PreconditionRequired(string detail) => Of(StatusCodes.Status428PreconditionRequired, detail);

    public static ProblemHttpResult TooLarge(int bytesMax) => Of(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {bytesMax} bytes.");

    public static ProblemHttpResult NotJson() => Of(StatusCodes.Status415UnsupportedMediaType);

    public static ProblemHttpResult NotZip() => Of(StatusCodes.Status415UnsupportedMediaType, "Send the ZIP itself as the body, with 'Content-Type: application/zip'.");

    private static Dictionary<string, object?> Members((string Name, object? Value)[] members) => members.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);

    /// <summary>What the store says is for the log, not for the caller.</summary>
    public static ProblemHttpResult Store(StorageException fault) => Of(
        StatusCodes.Status503ServiceUnavailable,
        fault.IsTemporary ? "The store is busy; try again." : "The store does not work; the log says why.");

    /// <summary>The problem of a status for which nobody has said more.</summary>
    public static ProblemHttpResult Of(int status) => Of(status, status switch
    {
        StatusCodes.Status404NotFound => "Nothing is at this address; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method; the header 'Allow' lists those that it takes.",
        StatusCodes.Status413PayloadTooLarge => "The body is too long.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as 'Content-Type: application/json'.",
        >= StatusCodes.Status500InternalServerError => "Something went wrong; the log says what.",
        _ => "The request cannot be answered as it is.",
    });

    private static ProblemHttpResult Of(int status, string detail, IDictionary<string, object?>? more = null)
    {
        (string word, string title) = status switch
        {
            StatusCodes.Status400BadRequest => ("bad-request", "The request is not understood"),
            StatusCodes.Status401Unauthorized => ("unauthorized", "A key is needed"),
            StatusCodes.Status403Forbidden => ("forbidden", "Not allowed"),
            StatusCodes.Status404NotFound => ("not-found", "Not found"),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "Not with this method"),
            StatusCodes.Status409Conflict => ("conflict", "It does not fit what is there"),
            StatusCodes.Status412PreconditionFailed => ("precondition-failed", "Somebody else was faster"),
            StatusCodes.Status413PayloadTooLarge => ("too-large", "Too large"),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "Not in this form"),
            StatusCodes.Status428PreconditionRequired => ("precondition-required", "Say which state you have seen"),
            StatusCodes.Status503ServiceUnavailable => ("unavailable", "Not available now"),
            >= StatusCodes.Status500InternalServerError => ("failed", "Failed"),
            _ => ("refused", "Refused"),
        };
        return TypedResults.Problem(detail, statusCode: status, title: title, type: TypePrefix + word, extensions: more);
    }
}
