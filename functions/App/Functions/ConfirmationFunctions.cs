using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.App.Functions;

/// <summary>The link that confirms a registration, reached from the message that asks for it.</summary>
public sealed class ConfirmationFunctions(PublicLinks links, ConfirmConsent confirm, ReactToChange react)
{
    /// <summary>Looking at the page changes nothing: mail scanners open every link.</summary>
    [Function(nameof(ShowConfirmation))]
    public async Task<IResult> ShowConfirmation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "d/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        links.ConfirmationOf(token) is { } link
            ? ConfirmationPage.Of(await confirm.LookAsync(link.CustomerId, link.SaidAt, cancellationToken), request.Path, LanguageOf(request))
            : ConfirmationPage.Unknown(LanguageOf(request));

    /// <summary>The page's button.</summary>
    [Function(nameof(ConfirmRegistration))]
    public async Task<IResult> ConfirmRegistration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "d/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (links.ConfirmationOf(token) is not { } link)
        {
            return ConfirmationPage.Unknown(LanguageOf(request));
        }

        Confirmation outcome = await confirm.RunAsync(link.CustomerId, link.SaidAt, cancellationToken);
        if (outcome == Confirmation.Done)
        {
            await react.RunAsync(link.CustomerId, new Cause.Look(), new DurableOrchestrations(client), cancellationToken);  // ranks may look at consents
        }

        return ConfirmationPage.Of(outcome, request.Path, LanguageOf(request));
    }

    private static Language LanguageOf(HttpRequest request) => request.Query["lang"] == "en" ? Language.En : Language.Ja;
}
