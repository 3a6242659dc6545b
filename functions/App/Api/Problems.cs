using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>Errors as RFC 9457 problem details.</summary>
internal static class Problems
{
    public static IResult TooLarge(int bytesMax) =>
        Results.Problem($"The body is longer than {bytesMax} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);

    public static IResult Unauthorized(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status401Unauthorized);

    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult BadRequest(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
