using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>A bar that grows while rows are worked off, where somebody watches.</summary>
internal static class ProgressBar
{
    /// <param name="screen">Null when nobody watches: the work gets nothing to report to.</param>
    public static async Task<T> RunAsync<T>(IAnsiConsole? screen, string title, int count, Func<IProgress<int>?, Task<T>> work) =>
        screen is null
            ? await work(null)
            : await screen.Progress().AutoClear(true).StartAsync(bar => work(new Bar(bar.AddTask(Markup.Escape(title), maxValue: count))));

    /// <summary>The framework's own hands its reports to other threads, in any order.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Increment(value);
    }
}
