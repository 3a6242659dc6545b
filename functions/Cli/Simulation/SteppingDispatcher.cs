using FollowUpFlows.Runtime.Durable;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Runs the engine's work piece by piece, first in, first out: the same input gives the same order every time. For one
/// thread; work must not wait for work that comes after it.</summary>
internal sealed class SteppingDispatcher : Dispatcher
{
    private readonly Queue<Func<Task>> waiting = new();

    public override void Run(Func<Task> work) => waiting.Enqueue(work);

    public async Task RunToIdleAsync()
    {
        while (waiting.TryDequeue(out Func<Task>? work))
        {
            await work();
        }
    }
}
