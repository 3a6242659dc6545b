namespace FollowUpFlows.Runtime.Durable;

/// <summary>Who runs the next piece of work, and where: the only place where the engine's steps get an order. A simulation steps
/// through them one by one; a live engine gives them to the thread pool.</summary>
internal abstract class Dispatcher
{
    public static Dispatcher ThreadPool { get; } = new ThreadPoolDispatcher();

    /// <param name="work">Never fails: it deals with its own faults.</param>
    public abstract void Run(Func<Task> work);

    private sealed class ThreadPoolDispatcher : Dispatcher
    {
        /// <summary>Without the caller's context: an orchestration outlives the request that started it.</summary>
        public override void Run(Func<Task> work) =>
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(static w => _ = w(), work, preferLocal: false);
    }
}
