using FollowUpFlows.Cli.Fakes.Serving;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>Where people connect their account: whoever comes is taken for the owner of the token.</summary>
internal static class LineDialogPage
{
    public const string Path = "/dialog/bot/accountLink";

    public static async Task AnswerAsync(FakeLine line, LineWebhook? webhook, HttpContext context)
    {
        if (!FakePage.IsForThisMachine(context) || context.Request.Method != HttpMethods.Get)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (line.OpenLink(context.Request.Query["linkToken"].ToString(), context.Request.Query["nonce"].ToString()) is not { } link)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await FakePage.ListAsync(context, "LINE (fake)", "この操作はできません。 The token is not good, or no longer; the shop is told nothing.", []);
            return;
        }

        bool isTaken = webhook is not null && await webhook.LinkAsync(link, context.RequestAborted);
        await FakePage.ListAsync(
            context, "LINE (fake)", $"{(link.IsDone ? "連携しました。 Connected." : "連携できませんでした。 Refused.")} {(isTaken ? "" : "The shop did not take the webhook.")}", []);
    }
}
