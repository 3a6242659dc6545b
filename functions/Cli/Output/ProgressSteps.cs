using System.Globalization;

namespace FollowUpFlows.Cli.Output;

/// <summary>A piece of work that takes its time: a bar on a screen, else a line and a few more on the way.</summary>
internal static class ProgressSteps
{
    private const int Lines = 4;

    public static async Task RunAsync(Terminal terminal, string title, int count, Func<IProgress<int>, Task> work)
    {
        if (terminal.Screen() is { } screen)
        {
            await ProgressBar.RunAsync(screen, title, count, async bar =>
            {
                await work(bar!);
                return 0;
            });
            return;
        }

        terminal.Note(title);
        await work(new LineProgress(terminal, count));
    }

    private sealed class LineProgress(Terminal terminal, int count) : IProgress<int>
    {
        private int done;

        public void Report(int value)
        {
            int now = Interlocked.Add(ref done, value);
            int line = (int)((long)now * Lines / count);
            if (line > (int)((long)(now - value) * Lines / count) && line < Lines)
            {
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"  {100 * line / Lines} %"));
            }
        }
    }
}
