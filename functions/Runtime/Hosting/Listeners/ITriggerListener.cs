namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Watches for one function's trigger, and runs the function.</summary>
internal interface ITriggerListener
{
    string FunctionName { get; }

    /// <summary>Runs until stopped, and returns when the work it had begun is done. A failing function does not end it; what it throws
    /// is a fault of the store behind the trigger, after which it may be run again.</summary>
    /// <param name="stopping">Begin nothing new.</param>
    /// <param name="aborting">Work under way has had its time: handed to the function.</param>
    Task RunAsync(CancellationToken stopping, CancellationToken aborting);
}
