using System.Collections.Concurrent;
using System.Diagnostics;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A running <c>followup up</c> on a free port: its address is read from what it prints.</summary>
internal sealed class FollowUpServer : IAsyncDisposable
{
    private const string AddressMark = "FollowUpFlows listens on ";

    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;

    private FollowUpServer(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = new();

    /// <summary>Everything that the process has printed, to both of its outputs, and its end.</summary>
    public string Log => string.Join('\n', process.HasExited ? lines.Append($"(ended with exit code {process.ExitCode})") : lines);

    /// <param name="program">A copy of the program in place of the checkout's.</param>
    public static async Task<FollowUpServer> StartAsync(string dataFolder, string[]? args = null, ProgramCopy? program = null)
    {
        ProcessStartInfo start = await ProcessRun.FollowUpStartAsync(["up", "--port", "0", "--data", dataFolder, .. args ?? []], program);
        start.Environment["Logging__LogLevel__Default"] = "Debug"; // what must not be logged must not be logged then either
        start.Environment["Logging__LogLevel__Microsoft.DurableTask"] = "Debug";
        FollowUpServer server = new(start);
        try
        {
            Uri found = await server.WithinPatienceAsync(server.address.Task, "say where it listens");
            SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
            server.Http = new HttpClient(handler) { BaseAddress = found, Timeout = ProcessRun.Patience };
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the process to stop, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await ProcessRun.OfAsync("sh", "/", ["-c", $"kill -TERM {process.Id}"]);
        await WithinPatienceAsync(process.WaitForExitAsync(), "end after SIGTERM");
        return process.ExitCode;
    }

    /// <summary>Ends the process without any warning.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await WithinPatienceAsync(process.WaitForExitAsync(), "end after SIGKILL");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("The server ended without saying where it listens:\n" + Log));
            return;
        }

        lines.Enqueue(line);
        if (line.StartsWith(AddressMark, StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line[AddressMark.Length..]));
        }
    }

    private async Task<T> WithinPatienceAsync<T>(Task<T> task, string what)
    {
        await WithinPatienceAsync((Task)task, what);
        return await task;
    }

    private async Task WithinPatienceAsync(Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(ProcessRun.Patience)) != task)
        {
            throw new TimeoutException($"The server did not {what} within {ProcessRun.Patience}:\n{Log}");
        }
    }
}
