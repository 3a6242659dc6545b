using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Tests.Contract.Events;

/// <summary>What a topic does with a request.</summary>
internal enum TopicManner
{
    /// <summary>Takes it, if the key is right.</summary>
    Takes,

    /// <summary>Answers with <see cref="FakeTopic.Status"/>.</summary>
    Answers,

    /// <summary>Takes it, and breaks off within the answer.</summary>
    AnswersHalf,

    /// <summary>Takes it, and never answers.</summary>
    NeverAnswers,
}

/// <summary>An Event Grid topic on this machine, byte by byte, so that it can fail in every way.</summary>
internal sealed class FakeTopic : IAsyncDisposable
{
    public const string Key = "key-of-the-topic";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<TopicRequest> requests = new();
    private readonly Task accepting;

    public FakeTopic()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/api/events");

    public TopicManner Manner { get; set; } = TopicManner.Takes;

    /// <summary>Of <see cref="TopicManner.Answers"/>.</summary>
    public int Status { get; set; } = 503;

    public string? RetryAfter { get; set; }

    /// <summary>Every request with the right key, whatever the answer was.</summary>
    public IReadOnlyList<TopicRequest> Requests => [.. requests];

    /// <summary>The events that were taken, answered or not, each as it came.</summary>
    public IReadOnlyList<JsonElement> Taken => [.. requests.Where(r => r.IsTaken).SelectMany(r => r.Events)];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                TopicRequest request = await ReadAsync(stream, stopping.Token);
                if (request.Headers.GetValueOrDefault("aeg-sas-key") != Key)
                {
                    await AnswerAsync(stream, 401, null);
                    return;
                }

                TopicManner manner = Manner;
                requests.Enqueue(request with { IsTaken = manner != TopicManner.Answers });
                if (manner == TopicManner.NeverAnswers)
                {
                    await Task.Delay(Timeout.Infinite, stopping.Token);
                }

                await (manner switch
                {
                    TopicManner.Takes => AnswerAsync(stream, 200, null),
                    TopicManner.AnswersHalf => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Le"u8.ToArray(), stopping.Token).AsTask(),
                    _ => AnswerAsync(stream, Status, RetryAfter),
                });
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The caller, or the test, is gone.
            }
        }
    }

    private static async Task<TopicRequest> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        MemoryStream read = new();
        byte[] part = new byte[16 * 1024];
        int end;
        while ((end = Encoding.Latin1.GetString(read.GetBuffer(), 0, (int)read.Length).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            await MoreAsync();
        }

        string[] lines = Encoding.Latin1.GetString(read.GetBuffer(), 0, end).Split("\r\n");
        Dictionary<string, string> headers = lines[1..].Select(l => l.Split(':', 2))
            .ToDictionary(h => h[0].Trim(), h => h[1].Trim(), StringComparer.OrdinalIgnoreCase);
        int length = int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture);
        while (read.Length < end + 4 + length)
        {
            await MoreAsync();
        }

        return new TopicRequest(lines[0], headers, Encoding.UTF8.GetString(read.GetBuffer(), end + 4, length), IsTaken: false);

        async Task MoreAsync()
        {
            int count = await stream.ReadAsync(part, cancellationToken);
            if (count == 0)
            {
                throw new IOException("The caller has broken off.");
            }

            read.Write(part, 0, count);
        }
    }

    private Task AnswerAsync(NetworkStream stream, int status, string? retryAfter)
    {
        string more = retryAfter is null ? "" : $"Retry-After: {retryAfter}\r\n";
        string answer = $"HTTP/1.1 {status} Status\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n";
        return stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stopping.Token).AsTask();
    }
}

/// <summary>A request as it came.</summary>
internal sealed record TopicRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body, bool IsTaken)
{
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return [.. document.RootElement.Clone().EnumerateArray()];
        }
    }
}
