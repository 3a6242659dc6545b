using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Exceptions of the shop's code as they are kept.</summary>
internal static class Failures
{
    /// <summary>Never fails itself, or whoever ran the code would be left without an answer.</summary>
    public static TaskFailureDetails Of(Exception exception)
    {
        try
        {
            return TaskFailureDetails.FromException(exception);
        }
        catch (Exception fault) // the message is a property of the shop's type, or of a cause's
        {
            string type = exception.GetType().FullName ?? exception.GetType().Name;
            return new TaskFailureDetails(type, $"The exception's message cannot be read ({fault.GetType().Name}).", null, null, null);
        }
    }
}
