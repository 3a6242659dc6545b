using DurableTask.Core.Exceptions;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.App.Composition;

/// <summary>Enrollments on Durable Functions. The client comes with a function's call; there is none to inject.</summary>
internal sealed class DurableOrchestrations(DurableTaskClient client) : IOrchestrations
{
    public async Task StartAsync(Cursor start, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RunJourney), start, new StartOrchestrationOptions(start.EnrollmentId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // An earlier attempt got this far.
        }
    }

    /// <summary>Clients refuse an instance that is unknown or has finished, each with an exception of its own, so the instance is
    /// looked at.</summary>
    public async Task SignalAsync(string enrollmentId, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(enrollmentId, RunJourney.Signal, cancellation: cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await client.GetInstanceAsync(enrollmentId, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }
    }
}
