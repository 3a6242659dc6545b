using System.Collections.Concurrent;
using System.Diagnostics;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A running <c>followup up</c> or <c>followup demo</c> on a free port: its address is read from what it prints.</summary>
internal sealed class FollowUpServer : IAsyncDisposable
{
    private const string AddressMark = "FollowUpFlows listens on ";

    /// <summary>The exit code of a process that SIGKILL ended.</summary>
    public const int Killed = 128 + 9;

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

    /// <summary>Starts the process and waits until it listens.</summary>
    /// <param name="program">A copy of the program in place of the checkout's.</param>
    /// <param name="command"><c>up</c> or <c>demo</c>.</param>
    /// <param name="anyPort">False to listen where the settings say.</param>
    public static async Task<FollowUpServer> StartAsync(string dataFolder, string[]? args = null, ProgramCopy? program = null, string command = "up", bool anyPort = true)
    {
        FollowUpServer server = await LaunchAsync(dataFolder, args, program, command, anyPort);
        try
        {
            await server.ListensAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process and waits for nothing.</summary>
    /// <param name="environment">Besides the usual one.</param>
    public static async Task<FollowUpServer> LaunchAsync(
        string dataFolder,
        string[]? args = null,
        ProgramCopy? program = null,
        string command = "up",
        bool anyPort = true,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] port = anyPort ? ["--port", "0"] : [];
        ProcessStartInfo start = await ProcessRun.FollowUpStartAsync([command, .. port, "--data", dataFolder, .. args ?? []], program);
        start.Environment["Logging__LogLevel__Default"] = "Debug"; // what must not be logged must not be logged then either
        start.Environment["Logging__LogLevel__Microsoft.DurableTask"] = "Debug";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new FollowUpServer(start);
    }

    /// <summary>Waits until the process listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task ListensAsync()
    {
        Uri found = await WithinPatienceAsync(address.Task, "say where it listens");
        SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        Http = new HttpClient(handler) { BaseAddress = found, Timeout = ProcessRun.Patience };
    }

    /// <summary>Asks the process to stop, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await ProcessRun.OfAsync("sh", "/", ["-c", $"kill -TERM {process.Id}"]);
        await WithinPatienceAsync(process.WaitForExitAsync(), "end after SIGTERM");
        return process.ExitCode;
    }

    /// <summary>Waits until the process has ended by itself, or for as long.</summary>
    public Task EndsAsync(TimeSpan limit) => Task.WhenAny(process.WaitForExitAsync(), Task.Delay(limit));

    /// <summary>Ends the process without any warning.</summary>
    /// <returns>Its exit code; another than <see cref="Killed"/> when it had ended by itself.</returns>
    public async Task<int> KillAsync()
    {
        process.Kill();
        await WithinPatienceAsync(process.WaitForExitAsync(), "end after SIGKILL");
        return process.ExitCode;
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
