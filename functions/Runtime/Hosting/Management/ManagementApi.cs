using DurableTask.Core.Exceptions;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Hands a request of an operator to the part that answers it, and turns what cannot be done into an answer. Who may ask is
/// settled before.</summary>
internal sealed class ManagementApi(DurableTaskApi durableTask, OwnApi own)
{
    public static bool Has(PathString path) => path.StartsWithSegments(DurableTaskApi.Path) || path.StartsWithSegments(OwnApi.Path);

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await (context.Request.Path.StartsWithSegments(DurableTaskApi.Path, out PathString rest)
                ? durableTask.AnswerAsync(context, rest)
                : own.AnswerAsync(context));
        }
        catch (ManagementQueryException fault)
        {
            await ManagementAnswer.ProblemAsync(context, StatusCodes.Status400BadRequest, fault.Message);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await ManagementAnswer.ProblemAsync(
                context, StatusCodes.Status409Conflict, "An instance with this id runs. Terminate it first, or restart under a new id.");
        }
        catch (HistoryFormatException fault)
        {
            await ManagementAnswer.ProblemAsync(context, StatusCodes.Status500InternalServerError, fault.Message);
        }
        catch (Exception fault) when (fault is InvalidOperationException or InstanceStoreException or SqliteFileException)
        {
            await ManagementAnswer.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, fault.Message); // the engine says why
        }
    }
}
