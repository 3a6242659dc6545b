using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.App.Functions;

/// <summary>The page on which customers choose what to get, without signing in: whoever has the link has the customer's message.</summary>
public sealed class PreferenceFunctions(
    PublicLinks links, CustomerStore customers, ChangePreferences change, WithdrawConsent withdraw, ReactToChange react, ShopSettings shop, Clocks clocks)
{
    private const string AllOffSource = "preference-page:all-off";

    /// <summary>Looking at the page changes nothing: mail scanners open every link.</summary>
    [Function(nameof(ShowPreferences))]
    public async Task<IResult> ShowPreferences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "p/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken) is { } state ? PageOf(request).Show(state) : PreferencePage.Unknown(LanguageOf(request));

    /// <summary>What the customer chose, effective at once.</summary>
    [Function(nameof(ChoosePreferences))]
    public async Task<IResult> ChoosePreferences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "p/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } state)
        {
            return PreferencePage.Unknown(LanguageOf(request));
        }

        byte[] body = await request.Body.ReadUpToAsync(PreferenceForm.BytesMax, cancellationToken) ?? [];
        PreferenceForm form = PreferenceForm.Read(body, shop.Topics ?? []);
        if (form.Faults.Count > 0)
        {
            return PageOf(request).Refused(state, form.Faults);
        }

        if (form.Change is { } wanted)
        {
            await change.RunAsync(state.CustomerId, wanted, cancellationToken);
        }
        else
        {
            await withdraw.RunAsync(state.CustomerId, CustomerChannels.All, AllOffSource, ConsentOrigin.PreferencePage, cancellationToken);
        }

        CustomerState after = await react.RunAsync(state.CustomerId, new Cause.Look(), new DurableOrchestrations(client), cancellationToken);  // ranks may look at consents
        return PageOf(request).Saved(after, form.IsAllOff);
    }

    /// <summary>Null for a link that is not ours, and for a customer who was forgotten.</summary>
    private async Task<CustomerState?> FindAsync(string token, CancellationToken cancellationToken) =>
        links.CustomerOfPreferences(token) is { } customerId
        && await customers.LoadAsync(customerId, cancellationToken) is { Profile: not null, Customer.IsForgotten: false } state
            ? state
            : null;

    private PreferencePage PageOf(HttpRequest request) =>
        new(request.Path, LanguageOf(request), shop.Topics ?? [], shop.Calendar, clocks.Shop.GetUtcNow());

    private static Language LanguageOf(HttpRequest request) => request.Query["lang"] == "en" ? Language.En : Language.Ja;
}
