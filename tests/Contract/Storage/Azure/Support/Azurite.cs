using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Storage.Azure.Support;

/// <summary>Azurite, the emulator of Azure Storage, in a process of its own: blobs, queues and tables on free loopback ports, in memory.</summary>
public sealed class Azurite : IAsyncDisposable
{
    private const int AccountCount = 600;
    private const string Mark = " service is successfully listening at ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, Uri> services = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string>? log;
    private readonly Process process;
    private int accounts;

    private Azurite(string program, Action<string>? log)
    {
        this.log = log;
        process = new Process { StartInfo = StartOf(program, log is null), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Azurite has ended:\n{string.Join('\n', lines)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static string Tool => Repository.PathOf("tests", "tools", "azurite");

    private string ClockFile => folder.PathOf("clock");

    /// <summary>An account that nobody else has: nothing is in it.</summary>
    public AzuriteAccount NewAccount()
    {
        int number = Interlocked.Increment(ref accounts);
        return number <= AccountCount
            ? new AzuriteAccount(AccountName(number), services["Blob"], services["Queue"], services["Table"])
            : throw new InvalidOperationException($"All {AccountCount} accounts are taken; raise the number.");
    }

    /// <summary>Sets the emulator's clock, which then stands still; null gives it the system's again.</summary>
    public void SetClock(DateTimeOffset? now)
    {
        if (now is not { } time)
        {
            File.Delete(ClockFile);
            return;
        }

        string next = folder.Write("clock.next", time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        File.Move(next, ClockFile, overwrite: true);
    }

    /// <exception cref="InvalidOperationException">It is not installed: says how to, or what it printed.</exception>
    /// <param name="log">Is told every line that it prints: one for each request. Null: it does not print requests.</param>
    public static async Task<Azurite> StartAsync(Action<string>? log = null)
    {
        string program = Path.Combine(Tool, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException($"Azurite is missing: install Node.js 20 or later and run 'npm ci' in {Tool}.");
        }

        Azurite azurite = new(program, log);
        if (await Task.WhenAny(azurite.ready.Task, Task.Delay(Patience)) != azurite.ready.Task)
        {
            string printed = string.Join('\n', azurite.lines);
            await azurite.DisposeAsync();
            throw new TimeoutException($"Azurite did not start within {Patience}:\n{printed}");
        }

        await azurite.ready.Task;
        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        folder.Dispose();
    }

    private static string AccountName(int number) => string.Create(CultureInfo.InvariantCulture, $"account{number}");

    private ProcessStartInfo StartOf(string program, bool isSilent)
    {
        string[] arguments =
        [
            "--require", Path.Combine(Tool, "preload.cjs"), program, .. isSilent ? new[] { "--silent" } : [], "--disableTelemetry", "--skipApiVersionCheck",
            "--inMemoryPersistence", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        ];
        ProcessStartInfo start = new("node", arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_CLOCK"] = ClockFile;
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, AccountCount).Select(n => $"{AccountName(n)}:{AzuriteAccount.Key}"));
        return start;
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (ready.Task.IsCompleted)
        {
            log?.Invoke(line);
            return;
        }

        lines.Enqueue(line);
        if (line.IndexOf(Mark, StringComparison.Ordinal) is var at and > 0)
        {
            services[line[..at].Split(' ')[^1]] = new Uri(line[(at + Mark.Length)..]);
            if (services.Count == 3)
            {
                ready.TrySetResult();
            }
        }
    }
}
