using System.Globalization;
using System.Text.Json;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>What was sent to a customer, word by word.</summary>
internal static class MessageEndpoints
{
    private static readonly ApiParameter Enrollment = ApiParameter.Text("enrollment", "The enrollment, as the ledger's row names it.");
    private static readonly ApiParameter Step = ApiParameter.Text("step", "The step.");
    private static readonly ApiParameter Visit = ApiParameter.Text("visit", "How often the step had been reached before; 0 when it is left out.");
    private static readonly ApiParameter Channel = ApiParameter.Word<Channel>("channel", "The channel.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/customers/{id}/message", ShowAsync)
        .WithTags("sends")
        .Is(
            "getMessage",
            "A message as it was rendered for its customer",
            "Needs 'enrollment', 'step' and 'channel' of a row of the ledger. Nothing is rendered again: what was dropped after its time is gone. Reads the customer.")
        .Takes(CustomerEndpoints.Id, Enrollment, Step, Visit, Channel)
        .MayMiss();

    private static async Task<Results<Ok<MessageBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, CustomerStore customers, ShowMessage messages, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        (string? enrollment, string? step, Channel? channel) = (query.Text(Enrollment), query.Text(Step), query.Word<Channel>(Channel));
        int visit = 0;
        if (query.Text(Visit) is { } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out visit))
        {
            query.Refuse("'visit' must be a whole number from 0.");
        }

        if (enrollment is null || step is null || channel is null)
        {
            query.Refuse("'enrollment', 'step' and 'channel' say which message is meant; take them from a row of the ledger.");
        }

        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (await customers.FindAsync(query.Text(CustomerEndpoints.Id)!, cancellationToken) is not { } state)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        return await messages.RunAsync(state.CustomerId, new SendKey(enrollment!, step!, visit, channel!.Value), cancellationToken) is { } shown
            ? TypedResults.Ok(MessageBody.Of(state.CustomerId, shown))
            : Problems.NotFound("The ledger has no such row of this customer.");
    }
}

/// <summary>A row of the send ledger with its message.</summary>
/// <param name="Send">The row.</param>
/// <param name="Content">As the channel was given it: an e-mail (to, subject, html, text), LINE messages (to, messages), or a notice to a
/// program (to, body). Null when nothing was rendered, or the message was dropped since.</param>
internal sealed record MessageBody(SendItem Send, JsonElement Content)
{
    public static MessageBody Of(string customerId, ShownMessage shown)
    {
        SendItem send = SendItem.Of(new ListedSend(customerId, shown.Row));
        using JsonDocument content = JsonDocument.Parse(shown.Payload ?? "null");
        return new MessageBody(send, content.RootElement.Clone());
    }
}
