using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Cli.Serving;

namespace FollowUpFlows.Cli.Demo;

/// <summary>What the user asked of a demo.</summary>
/// <param name="Clock">Until when the past lasts; null: now, or as long as it did in a demo that is there.</param>
/// <param name="EveryNth">Of the sample's customers; 1: all.</param>
internal sealed record DemoRequest(string DataFolder, int Port, DateTimeOffset? Clock, double Speed, bool IsFresh, int EveryNth)
{
    /// <summary>Of those whom letter B of the test has reached, the share that buys once more; null: nobody, or as in a demo that is there.</summary>
    public double? Response { get; init; }
}

/// <summary>Makes a demo where there is none, and runs the server on it.</summary>
internal static class DemoRun
{
    /// <summary>The past takes more than a year, and no store keeps times before 1900.</summary>
    private const int YearMin = 1902;
    private const int YearMax = 2900;

    public static async Task<int> RunAsync(Terminal terminal, DemoRequest request, CancellationToken cancellationToken)
    {
        if (request.Clock is { UtcDateTime.Year: < YearMin or > YearMax })
        {
            return terminal.Refuse($"--clock lies too far away; write an instant from {YearMin} to {YearMax}");
        }

        try
        {
            if (FaultOf(request.Port) is { } fault)
            {
                return terminal.Refuse(fault);
            }

            using DemoFolder folder = DemoFolder.Open(request.DataFolder);
            DemoMark? known = request.IsFresh ? null : folder.Mark;
            if (known is not null && request.Clock is { } clock && clock != known.Clock)
            {
                return terminal.Refuse(
                    $"{request.DataFolder} holds a demo of {known.Clock:yyyy-MM-dd'T'HH:mm:ss'Z'}; "
                    + "leave --clock out to go on with it, or make it anew with --fresh");
            }

            if (known is not null && request.Response is { } response && response != known.Response)
            {
                string made = known.Response.ToString(CultureInfo.InvariantCulture);
                return terminal.Refuse(
                    $"{request.DataFolder} holds a demo that was made with --response {made}; leave --response out to go on with it, or make it anew with --fresh");
            }

            DemoMark mark = known ?? await MakeAsync(terminal, request, folder, cancellationToken);
            DemoCompanion companion = new(terminal, mark, request);
            ServerRequest server = new(request.Port, request.DataFolder, Clock: null, request.Speed);
            return await Server.RunAsync(terminal, server, companion, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("stopped before the demo was made; the next start makes it");
        }
        catch (Exception e) when (HostFaults.TextOf(e) is { } text)
        {
            return terminal.Refuse(text);
        }
    }

    private static async Task<DemoMark> MakeAsync(
        Terminal terminal, DemoRequest request, DemoFolder folder, CancellationToken cancellationToken)
    {
        DateTimeOffset end = request.Clock ?? TimeProvider.System.GetUtcNow();
        DateTimeOffset wholeSeconds = DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
        UriBuilder url = new(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), request.Port);
        DemoPlan plan = new(wholeSeconds, request.Clock is not null, request.EveryNth, url.Uri, TemplateFolder.Shipped)
        {
            Beside = DemoTemplates.Shipped,
            Response = request.Response ?? 0,
        };
        DemoMark mark = await new DemoMaker(plan, terminal).RunAsync(folder.Begin(), cancellationToken);
        folder.Finish();
        return mark;
    }

    /// <summary>Looked at before the past is made: it is long until the server would say so.</summary>
    private static string? FaultOf(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"another process listens on port {port} already. Stop it, or choose another one with --port.";
        }
        catch (SocketException e)
        {
            return $"port {port} cannot be used: {e.Message}. Choose another one with --port.";
        }
    }
}
