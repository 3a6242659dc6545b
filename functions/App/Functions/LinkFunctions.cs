using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.App.Functions;

/// <summary>What customers reach from a message, without signing in.</summary>
public sealed class LinkFunctions(PublicLinks links, WithdrawConsent withdraw, ReactToChange react)
{
    /// <summary>Looking at the page changes nothing: mail scanners open every link.</summary>
    [Function(nameof(ShowUnsubscribe))]
    public IResult ShowUnsubscribe([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "u/{token}")] HttpRequest request, string token) =>
        links.CustomerOfUnsubscribe(token) is null ? UnsubscribePage.Unknown() : UnsubscribePage.Ask(request.Path);

    /// <summary>One click of the mail program (RFC 8058) or of the page's button; both need no further step.</summary>
    [Function(nameof(Unsubscribe))]
    public async Task<IResult> Unsubscribe(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "u/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (links.CustomerOfUnsubscribe(token) is not { } customerId)
        {
            return UnsubscribePage.Unknown();
        }

        if (!await withdraw.RunAsync(customerId, "unsubscribe-link", cancellationToken))
        {
            return UnsubscribePage.Unknown();
        }

        await react.RunAsync(customerId, new Cause.Look(), new DurableOrchestrations(client), cancellationToken);  // ranks may look at consents
        return UnsubscribePage.Done();
    }
}
