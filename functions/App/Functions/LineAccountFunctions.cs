using System.Text;
using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace FollowUpFlows.App.Functions;

/// <summary>Connecting a LINE account to the shop's customer (アカウント連携): the page that messages on LINE lead to, and the one behind the
/// mailed link.</summary>
/// <param name="dialog">Null where LINE is not connected to this system.</param>
public sealed class LineAccountFunctions(
    PublicLinks links,
    AskToConnect ask,
    BeginConnecting begin,
    DisconnectLine disconnect,
    ReactToChange react,
    Clocks clocks,
    ILogger<LineAccountFunctions> logger,
    ILineDialog? dialog = null)
{
    /// <summary>Every answer takes as long: else its time would tell whether an address is known.</summary>
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromSeconds(1);

    /// <summary>Looking at the page changes nothing.</summary>
    [Function(nameof(ShowLineAccount))]
    public async Task<IResult> ShowLineAccount(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "l/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        links.AliasOfLineAccount(token) is { } alias
            ? PageOf(request).Show(await ask.LookAsync(alias, cancellationToken))
            : LineAccountPage.Unknown(LanguageOf(request));

    /// <summary>The page's form.</summary>
    [Function(nameof(ChangeLineAccount))]
    public async Task<IResult> ChangeLineAccount(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "l/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (links.AliasOfLineAccount(token) is not { } alias)
        {
            return LineAccountPage.Unknown(LanguageOf(request));
        }

        byte[] body = await request.Body.ReadUpToAsync(LineAccountPage.BytesMax, cancellationToken) ?? [];
        Dictionary<string, StringValues> fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        DurableOrchestrations orchestrations = new(client);
        if (fields.ContainsKey(LineAccountPage.DisconnectField))
        {
            return await DisconnectAsync(alias, request, orchestrations, cancellationToken);
        }

        if (CustomerIdentity.NormalizeEmail(fields.GetValueOrDefault(LineAccountPage.EmailField).ToString()) is not { } email)
        {
            return PageOf(request).Refused();
        }

        Task pace = Task.Delay(AnswerAfter, clocks.System, cancellationToken);
        LineAccountState state = await ask.RunAsync(alias, email, orchestrations, cancellationToken);
        await pace;
        return PageOf(request).Show(state);
    }

    /// <summary>Looking at the page changes nothing: mail scanners open every link.</summary>
    [Function(nameof(ShowLineConnect))]
    public async Task<IResult> ShowLineConnect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "k/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        links.LineConnectOf(token) is { } link
            ? LineConnectPage.Of(await begin.LookAsync(link.CustomerId, link.AskedAt, cancellationToken), request.Path, LanguageOf(request), dialog?.Continue("", ""))
            : LineAccountPage.Unknown(LanguageOf(request));

    /// <summary>The page's button: on to LINE.</summary>
    [Function(nameof(BeginLineConnect))]
    public async Task<IResult> BeginLineConnect(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "k/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (links.LineConnectOf(token) is not { } link)
        {
            return LineAccountPage.Unknown(LanguageOf(request));
        }

        try
        {
            (ConnectStart outcome, Uri? next) = await begin.RunAsync(link.CustomerId, link.AskedAt, cancellationToken);
            return next is null ? LineConnectPage.Of(outcome, request.Path, LanguageOf(request), null) : LineConnectPage.Continue(next);
        }
        catch (ChannelException e)
        {
            logger.LineConnectRefused(link.CustomerId, e.Detail);
            return LineConnectPage.Unavailable(LanguageOf(request));
        }
    }

    private async Task<IResult> DisconnectAsync(string alias, HttpRequest request, DurableOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        if (await disconnect.RunAsync(alias, cancellationToken) is not { } customerId)
        {
            return PageOf(request).Show(await ask.LookAsync(alias, cancellationToken));
        }

        await react.RunAsync(customerId, new Cause.Look(), orchestrations, cancellationToken);  // ranks may look at consents
        return PageOf(request).Disconnected();
    }

    private static LineAccountPage PageOf(HttpRequest request) => new(request.Path, LanguageOf(request));

    private static Language LanguageOf(HttpRequest request) => request.Query["lang"] == "en" ? Language.En : Language.Ja;
}
