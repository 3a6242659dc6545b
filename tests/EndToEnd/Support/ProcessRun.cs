using System.Diagnostics;
using System.Text;
using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>One run of a real process.</summary>
internal sealed record ProcessRun(int ExitCode, string Output, string Error)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly Lazy<Task<ProcessRun>> FirstRun = new(FirstRunAsync);

    /// <summary>Runs the checkout's <c>followup</c>; never as its first run, which may build and say so.</summary>
    /// <param name="program">A path of the script other than its own.</param>
    public static async Task<ProcessRun> FollowUpAsync(string workingDirectory, string[] args, string? program = null)
    {
        await FirstRun.Value;
        return await OfAsync(program ?? Repository.PathOf("followup"), workingDirectory, args);
    }

    /// <summary>Returns once the checkout's program is built.</summary>
    public static Task BuiltAsync() => FirstRun.Value;

    /// <summary>The console first: a server would else build it, and then the program anew, while others run.</summary>
    private static async Task<ProcessRun> FirstRunAsync()
    {
        await OfAsync(Repository.PathOf("console", "build"), Repository.Root, []);
        return await OfAsync(Repository.PathOf("followup"), Repository.Root, ["--version"]);
    }

    /// <summary>A run of <c>followup</c> that is not yet started, for a process that stays.</summary>
    /// <param name="program">A copy in place of the checkout's.</param>
    public static async Task<ProcessStartInfo> FollowUpStartAsync(string[] args, ProgramCopy? program = null)
    {
        await FirstRun.Value;
        return program is null
            ? StartOf(Repository.PathOf("followup"), Path.GetTempPath(), args)
            : StartOf("dotnet", Path.GetTempPath(), [program.Program, .. args]);
    }

    /// <param name="path">The PATH of the process; null takes the test's own.</param>
    public static async Task<ProcessRun> OfAsync(string program, string workingDirectory, string[] args, string? path = null)
    {
        ProcessStartInfo start = StartOf(program, workingDirectory, args);
        start.Environment["PATH"] = path ?? start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProcessRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', args)} did not end within {Patience}");
        }
    }

    private static ProcessStartInfo StartOf(string program, string workingDirectory, string[] args) => new(program, args)
    {
        WorkingDirectory = workingDirectory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };
}
