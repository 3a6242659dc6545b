using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The addresses of the Durable Functions extension below <c>/runtime/webhooks/durabletask</c>: the same paths, queries,
/// answers and codes, so that what looks after an Azure host looks after this one.</summary>
/// <remarks>Orchestrations are not started here: an enrollment that is in no ledger would send nothing and be counted nowhere. Rewind
/// is answered as by a store that cannot.</remarks>
internal sealed class DurableTaskApi(InstanceReading reading, InstanceSteering steering)
{
    public const string Path = "/runtime/webhooks/durabletask";

    private static readonly StringComparer IgnoreCase = StringComparer.OrdinalIgnoreCase;

    /// <param name="path">Behind <see cref="Path"/>.</param>
    public Task AnswerAsync(HttpContext context, PathString path)
    {
        string[] parts = (path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        string method = context.Request.Method;
        if (parts.Length == 0 || !IgnoreCase.Equals(parts[0], "instances"))
        {
            return ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound);
        }

        return (parts.Length, method) switch
        {
            (1, "GET") => reading.ListAsync(context),
            (1, "DELETE") => steering.PurgeAllAsync(context),
            (2, "GET") => reading.ShowAsync(context, parts[1]),
            (2, "DELETE") => steering.PurgeAsync(context, parts[1]),
            (3, "POST") => steering.SteerAsync(context, parts[1], parts[2].ToLowerInvariant()),
            (4, "POST") when IgnoreCase.Equals(parts[2], "raiseEvent") => steering.RaiseAsync(context, parts[1], parts[3]),
            _ => ManagementAnswer.StatusAsync(context, StatusCodes.Status404NotFound),
        };
    }
}
