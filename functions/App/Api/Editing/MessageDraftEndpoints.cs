using FollowUpFlows.App.Access;
using System.Text;
using System.Text.Json;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Messages that are being written, as a customer would get them.</summary>
internal static class MessageDraftEndpoints
{
    private const int KeyLengthMax = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/messages/preview", PreviewAsync)
            .LeavesNoTrace()
            .WithTags("editing")
            .Is("previewMessage", "A message as a customer would get it", "Changes and sends nothing. Its links lead to the shop. Frames and parts come from their drafts, where there are any.")
            .Accepts<PreviewBody>("application/json")
            .Takes()
            .TakesBody()
            .MayMiss();
        routes.MapPost("/api/messages/test-send", SendAsync)
            .WithTags("editing")
            .Is(
                "sendTest",
                "Sends a message to somebody of the shop",
                "Only to addresses of Sending:AllowList while messages leave the machine. It is marked as a test and stands in no ledger: it counts for no cap and no certificate.")
            .Accepts<TestBody>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .MayMiss();
    }

    private static async Task<Results<Ok<PreviewedMessage>, ProblemHttpResult>> PreviewAsync(HttpRequest request, PreviewMessage preview, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (PreviewBody? body, problem) = await JsonBody.ReadAsync<PreviewBody>(request, DraftEndpoints.BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return FaultOf(body) is { } fault ? Problems.BadRequest(fault)
            : await preview.RunAsync(body.Request, cancellationToken) switch
            {
                MessagePreview.NotThere missing => Problems.NotFound(missing.What),
                var shown => TypedResults.Ok(PreviewedMessage.Of(shown)),
            };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SendAsync(HttpRequest request, SendTest send, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (TestBody? body, problem) = await JsonBody.ReadAsync<TestBody>(request, DraftEndpoints.BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        string? fault = body.Message is null ? "'message' is needed."
            : body.Message.Kind == TemplateKind.Part ? "A part is sent with a message; try a message that includes it."
            : FaultOf(body.Message);
        if (fault is not null || body.To is null || body.Key?.Trim() is not { Length: > 0 and <= KeyLengthMax } key)
        {
            return Problems.BadRequest(fault ?? $"'to' and 'key' are needed: an address, and a mark of your own for this one test, at most {KeyLengthMax} characters.");
        }

        return await send.RunAsync(body.Message!.Request, body.To, key, cancellationToken) switch
        {
            TestOutcome.Sent => TypedResults.NoContent(),
            TestOutcome.NotAllowed => Problems.Conflict("Tests do not go to this address; add it to Sending:AllowList in the settings.", ("reason", "not-allowed")),
            TestOutcome.NotShown { Preview: MessagePreview.NotThere missing } => Problems.NotFound(missing.What),
            TestOutcome.NotShown { Preview: var shown } => Problems.Conflict("The message cannot be sent as it is; 'preview' says why.", ("reason", "not-shown"), ("preview", PreviewedMessage.Of(shown))),
            TestOutcome.NotTaken refused => Problems.Conflict(
                $"The provider did not take it: {refused.Detail}", ("reason", refused.Failure == ChannelFailure.Temporary ? "try-again" : "refused")),
            var other => throw new NotSupportedException(other.ToString()),
        };
    }

    private static string? FaultOf(PreviewBody body) =>
        body.Kind is not (TemplateKind.Email or TemplateKind.Line or TemplateKind.Part) || body.Name is null || !body.Request.Message.IsPossible ? "'kind' must be email, line or part, and 'name' the message's or part's id."
        : body.Customer is { } customer && !CustomerEndpoints.IsId(customer) ? "'customer' must be an id of ours; POST /api/customers/search finds it."
        : body.Text is { } text ? Draft.FaultOf(text)
        : null;
}

/// <summary>Which message is to be shown, and for whom.</summary>
/// <param name="Kind">'email', 'line', or 'part' for a part by itself, as an e-mail.</param>
/// <param name="Name">The message's or part's id.</param>
/// <param name="Text">What is not saved; left out for the draft, or else what is published.</param>
/// <param name="Customer">Whose values; left out for somebody made up, of whom everything is known.</param>
/// <param name="WithOrder">False leaves the order away, as in a journey that no order begins; else it is the customer's latest.</param>
internal sealed record PreviewBody(TemplateKind? Kind, string? Name, string? Text, string? Customer, bool? WithOrder)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public PreviewRequest Request => new(new TemplateName(Kind!.Value, Name!), Text, Customer, WithOrder != false);
}

/// <summary>A test.</summary>
/// <param name="Message">What is to be sent.</param>
/// <param name="To">To which e-mail address or LINE user id.</param>
/// <param name="Key">The caller's own mark for this one test.</param>
internal sealed record TestBody(PreviewBody? Message, string? To, string? Key);

/// <summary>A message as a customer would get it.</summary>
/// <param name="Faults">Why it cannot be read; then there is nothing else.</param>
/// <param name="Limits">Limits of the channel that it breaks with these values; then it would not be sent.</param>
/// <param name="Subject">Of an e-mail; null for LINE, and so are preheader, html and text.</param>
/// <param name="Preheader">What mail programs show beside the subject; empty when there is none.</param>
/// <param name="Html">The whole document.</param>
/// <param name="Text">The same as plain text.</param>
/// <param name="LineMessages">LINE message objects, a list; null for e-mail.</param>
/// <param name="Missing">Merge fields that the customer has no value for.</param>
/// <param name="Sizes">How large it is.</param>
internal sealed record PreviewedMessage(
    IReadOnlyList<JourneyFault> Faults, IReadOnlyList<string> Limits, string? Subject, string? Preheader, string? Html, string? Text, JsonElement LineMessages,
    IReadOnlyList<MissingItem> Missing, IReadOnlyList<MessageSize> Sizes)
{
    private const int HtmlBytesMax = 102_400;  // Gmail cuts what is longer
    private const int LineMessagesMax = 5;

    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement.Clone();

    private static readonly PreviewedMessage Empty = new([], [], null, null, null, null, Nothing, [], []);

    public static PreviewedMessage Of(MessagePreview preview) => preview switch
    {
        MessagePreview.Faulty { Faults: var faults } => Empty with { Faults = [.. faults.Select(FaultOf)] },
        MessagePreview.TooMuch { Limits: var limits } => Empty with { Limits = limits },
        MessagePreview.Email { Rendered: var email } shown => Empty with
        {
            Subject = email.Subject,
            Preheader = email.Preheader,
            Html = email.Html,
            Text = email.Text,
            Missing = [.. shown.Missing.Select(MissingItem.Of)],
            Sizes =
            [
                new MessageSize(SizeOf.SubjectCharacters, email.Subject.Length, null),
                new MessageSize(SizeOf.HtmlBytes, Encoding.UTF8.GetByteCount(email.Html), HtmlBytesMax),
                new MessageSize(SizeOf.TextCharacters, email.Text.Length, null),
            ],
        },
        MessagePreview.Line line => OfLine(line),
        _ => throw new NotSupportedException(preview.ToString()),
    };

    private static PreviewedMessage OfLine(MessagePreview.Line line)
    {
        using JsonDocument messages = JsonDocument.Parse(line.MessagesJson);
        return Empty with
        {
            LineMessages = messages.RootElement.Clone(),
            Missing = [.. line.Missing.Select(MissingItem.Of)],
            Sizes =
            [
                new MessageSize(SizeOf.LineMessages, messages.RootElement.GetArrayLength(), LineMessagesMax),
                new MessageSize(SizeOf.LineBytes, Encoding.UTF8.GetByteCount(line.MessagesJson), null),
            ],
        };
    }

    private static JourneyFault FaultOf(TemplateFault fault) => new(fault.File, fault.Line, fault.Message);
}

/// <summary>A merge field that the customer has no value for.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Meaning">For people.</param>
/// <param name="StandIn">What stands in for it; null where its part of the message is left out.</param>
internal sealed record MissingItem(string Name, LocalText Meaning, string? StandIn)
{
    public static MissingItem Of(MissingField field) => new(field.Name, field.Meaning, field.StandIn);
}

/// <summary>How large a message is.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Max">Where it would be cut or refused; null where nothing is said.</param>
internal sealed record MessageSize(SizeOf What, int Size, int? Max);

/// <summary>What is measured of a message.</summary>
internal enum SizeOf
{
    /// <summary>Of the subject.</summary>
    SubjectCharacters,

    /// <summary>Of the whole document.</summary>
    HtmlBytes,

    /// <summary>Of the plain text.</summary>
    TextCharacters,

    /// <summary>Message objects.</summary>
    LineMessages,

    /// <summary>Of all message objects together, as JSON.</summary>
    LineBytes,
}
