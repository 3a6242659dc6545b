using System.Diagnostics;
using System.Globalization;

namespace FollowUpFlows.Bench.Durable;

/// <summary>The <see cref="PostSink"/> as a child of this process.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process process;

    public SinkProcess()
    {
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments(), "sink"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Address = new Uri($"http://127.0.0.1:{process.StandardOutput.ReadLine()}/");
    }

    public Uri Address { get; }

    /// <returns>POSTs, and different ones among them.</returns>
    public (int Posts, int Different) End()
    {
        process.StandardInput.Close();
        int[] said = [.. process.StandardOutput.ReadLine()!.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        process.WaitForExit();
        return (said[0], said[1]);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>Under <c>dotnet bench.dll</c> the process is <c>dotnet</c>, and the program its first argument.</summary>
    private static IEnumerable<string> Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SinkProcess).Assembly.Location] : [];
}
