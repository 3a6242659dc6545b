using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Everything below <c>/runtime</c> with which an operator looks after this server: the addresses that the Durable Functions
/// extension has on a real host, and some of our own.</summary>
internal sealed class ManagementEndpoint(Func<ManagementApi> api, RuntimeAccess access, ILogger<ManagementEndpoint> logger)
{
    public const string KeyHashesKey = "Runtime:Management:KeyHashes";

    private int refusals;

    public Task HandleAsync(HttpContext context)
    {
        if (access.Admits(context.Request))
        {
            return api().AnswerAsync(context); // found late: it needs the stores, which open at the start
        }

        if (Interlocked.Increment(ref refusals) == 1)
        {
            Logs.ManagementRefused(logger, KeyHashesKey); // once: the remedy is the same for all of them
        }

        return ManagementAnswer.ProblemAsync(
            context, StatusCodes.Status401Unauthorized, "Add 'code=KEY' to the address, for a key that is configured.");
    }
}
