using FollowUpFlows.App.Access;
using System.Text.Json;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Sending.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Checks a LINE message before it is published.</summary>
internal static class LineMessageEndpoints
{
    /// <summary>As JSON a text may take up to six times its size; real ones take little more than it.</summary>
    public const int BodyBytesMax = 2 * ValidateLineMessage.TextBytesMax;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/messages/line/validate", ValidateAsync)
        .Needs(Role.Viewer)
        .WithTags("channels")
        .Is(
            "validateLineMessage",
            "What is wrong with a LINE message",
            "Changes and sends nothing. Checks the file as publishing does, with the values of two made-up customers, and asks LINE itself where it is connected: at most two calls.")
        .Accepts<LineMessageText>("application/json")
        .Takes()
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<LineValidationBody>, ProblemHttpResult>> ValidateAsync(
        HttpRequest request, ValidateLineMessage validate, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (!request.HasJsonContentType())
        {
            return Problems.NotJson();
        }

        if (await request.Body.ReadUpToAsync(BodyBytesMax, cancellationToken) is not { } body)
        {
            return Problems.TooLarge(BodyBytesMax);
        }

        try
        {
            return JsonSerializer.Deserialize<LineMessageText>(body, JsonSerializerOptions.Web) is { Text: { } text }
                ? TypedResults.Ok(LineValidationBody.Of(await validate.RunAsync(text, cancellationToken)))
                : Problems.BadRequest("'text' is missing: write the content of a .line.yaml file.");
        }
        catch (JsonException)
        {
            return Problems.BadRequest("The body is no JSON like {\"text\": \"messages: …\"}.");
        }
    }
}

/// <summary>A LINE message.</summary>
/// <param name="Text">The content of a file ID.line.yaml.</param>
internal sealed record LineMessageText(string Text);

/// <summary>What is known of a LINE message.</summary>
/// <param name="Faults">Found here; where there are any LINE is not asked.</param>
/// <param name="Line">LINE's word.</param>
/// <param name="Said">Why LINE refuses it, or was not reached; null otherwise.</param>
internal sealed record LineValidationBody(IReadOnlyList<LineMessageFault> Faults, LineWord Line, string? Said)
{
    public static LineValidationBody Of(LineValidation validation) =>
        new([.. validation.Faults.Select(f => new LineMessageFault(f.Line, f.Message))], validation.Line, validation.Said);
}

/// <summary>What is wrong.</summary>
/// <param name="Line">From 1; null when it is about the message as a whole.</param>
/// <param name="Message">What was found, what was expected.</param>
internal sealed record LineMessageFault(int? Line, string Message);
