using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What the embedded runtime can do for its operator and an Azure host cannot.</summary>
internal sealed class OwnApi(RuntimeStatus status, Backups backups, IntegrityCheck check)
{
    public const string Path = "/runtime/followup";

    public async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", Path + "/status"):
                await ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, await status.ReadAsync(context.RequestAborted));
                break;
            case ("POST", Path + "/backup"):
                await ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, await backups.MakeAsync());
                break;
            case ("GET", Path + "/check"):
                await ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, await check.RunAsync(isRepair: false, context.RequestAborted));
                break;
            case ("POST", Path + "/repair"):
                await ManagementAnswer.JsonAsync(context, StatusCodes.Status200OK, await check.RunAsync(isRepair: true, CancellationToken.None));
                break;
            default:
                await ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
                break;
        }
    }
}
