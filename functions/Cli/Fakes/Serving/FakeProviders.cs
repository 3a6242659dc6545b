using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Cli.Serving;

namespace FollowUpFlows.Cli.Fakes.Serving;

/// <summary>SendGrid and LINE beside a server, on this machine: the channels send to them as to the real ones, and what becomes of
/// messages comes back by signed webhooks. Nothing leaves the machine.</summary>
internal sealed class FakeProviders : ICompanion, IAsyncDisposable
{
    public const string SendGridSource = "sendgrid-fake";
    public const string LineSource = "line-fake";

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    private readonly SendGridFake sendGrid;
    private readonly FakeLineServer line;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    private FakeProviders(SendGridFake sendGrid, FakeLineServer line)
    {
        (this.sendGrid, this.line) = (sendGrid, line);
        Messages =
        [
            $"  e-mails   {sendGrid.Address}   what the fake of SendGrid delivered, and its faults",
            $"  LINE      {line.Address}   what the fake of LINE delivered, its faults and its friends",
        ];
    }

    public bool IntroducesServer => false;

    public IReadOnlyList<string> Messages { get; }

    public static Task<FakeProviders> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(token => SendGridFake.StartAsync(TimeProvider.System, 0, token), token => FakeLineServer.StartAsync(new FakeLine(TimeProvider.System), 0, token), cancellationToken);

    /// <summary>Both, or none: the first one ends when the second cannot start.</summary>
    internal static async Task<FakeProviders> StartAsync(
        Func<CancellationToken, Task<SendGridFake>> startSendGrid, Func<CancellationToken, Task<FakeLineServer>> startLine, CancellationToken cancellationToken)
    {
        SendGridFake sendGrid = await startSendGrid(cancellationToken);
        FakeLineServer? line = null;
        try
        {
            line = await startLine(cancellationToken);
            return new FakeProviders(sendGrid, line);
        }
        finally
        {
            if (line is null)
            {
                await sendGrid.DisposeAsync();  // nobody else knows it
            }
        }
    }

    /// <summary>Points the channels here, whatever the folder's settings say of them.</summary>
    /// <param name="dataFolder">Its settings name the sender; what is missing there is made up.</param>
    public IEnumerable<string> Arguments(string dataFolder) => FakeSettings.Of(dataFolder, sendGrid, line).SelectMany(s => (string[])[$"--{s.Name}", s.Value]);

    public async Task RunAsync(IServiceProvider services, Uri address, CancellationToken stopping)
    {
        line.Webhook = new LineWebhook(new Uri(address, $"api/webhooks/{LineSource}"), http);
        Uri webhook = new(address, $"api/webhooks/{SendGridSource}");
        using PeriodicTimer timer = new(TellEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await TellAsync(webhook, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops: nobody listens any more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await sendGrid.DisposeAsync();
        await line.DisposeAsync();
    }

    /// <summary>What is not taken is told again with the next events.</summary>
    private async Task TellAsync(Uri webhook, CancellationToken cancellationToken)
    {
        try
        {
            await sendGrid.Events.TellAsync(http, webhook, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // The server is busy or about to stop.
        }
    }
}
