using System.Net;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>The client of LINE over the fake, without a network between them.</summary>
internal sealed class LineBed
{
    public const string Hanako = "U0123456789abcdef0123456789abcdef";
    public const string Taro = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly LineSettings settings;

    public LineBed(string secret = FakeLine.ChannelSecret, ManualClock? clock = null, Func<LineSettings, LineSettings>? settings = null)
    {
        Clock = clock ?? new ManualClock(Told.Noon);
        Line = new FakeLine(Clock);
        Wire = new FakeWire(Line.Answer);
        LineSettings usual = new(LineSettings.DefaultEndpoint, FakeLine.ChannelId, secret, null);
        this.settings = settings?.Invoke(usual) ?? usual;
        Client = Another();
    }

    public ManualClock Clock { get; }

    public FakeLine Line { get; }

    public FakeWire Wire { get; }

    public LineClient Client { get; }

    public static Guid Key { get; } = new("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

    public static JsonElement Text(string text = "こんにちは🍎") =>
        JsonSerializer.SerializeToElement(new[] { new { type = "text", text } });

    /// <summary>A client whose calls are answered like that.</summary>
    public static LineClient Answered(int status, string body, params (string Name, string Value)[] headers) => ClientOver(
        new FakeWire(_ => new FakeLineAnswer(status, body, headers.ToDictionary(h => h.Name, h => h.Value))),
        new LineSettings(LineSettings.DefaultEndpoint, FakeLine.ChannelId, FakeLine.ChannelSecret, "own-token"),
        new ManualClock(Told.Noon));

    /// <summary>The client of another process of the same shop.</summary>
    public LineClient Another() => ClientOver(Wire, settings, Clock);

    /// <summary>What is left of the month, as the fake tells it.</summary>
    public LineQuotaWatch Watch(long reserve = 0) => new(
        Client, new LineSettings(LineSettings.DefaultEndpoint, FakeLine.ChannelId, null, null) { Quota = new() { Reserve = reserve } }, Clock);

    public Task<string?> PushAsync(string to = Hanako, Guid? key = null) => Client.PushAsync(to, Text(), "news__hello", key ?? Key, default);

    private static LineClient ClientOver(FakeWire wire, LineSettings settings, ManualClock clock) =>
        new(new HttpClient(wire) { BaseAddress = LineSettings.DefaultEndpoint }, settings, clock);
}

/// <summary>Carries requests to a function, and breaks where its answers say so.</summary>
internal sealed class FakeWire(Func<FakeLineRequest, FakeLineAnswer> answer) : HttpMessageHandler
{
    /// <summary>Every request, as it left.</summary>
    public List<FakeLineRequest> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] sentBytes = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        string body = Encoding.UTF8.GetString(sentBytes);
        Dictionary<string, string> headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        FakeLineRequest sent = new(request.Method.Method, request.RequestUri!.AbsolutePath, headers, body) { Bytes = sentBytes };
        Requests.Add(sent);
        FakeLineAnswer given = answer(sent);
        switch (given.Break)
        {
            case AnswerBreak.Silence:
                throw new TaskCanceledException("no answer", new TimeoutException());
            case AnswerBreak.Lost:
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(given.Body);
        HttpResponseMessage response = new((HttpStatusCode)given.Status)
        {
            Content = given.Break == AnswerBreak.Half ? new StreamContent(new BrokenStream()) : new ByteArrayContent(bytes),
        };
        foreach ((string name, string value) in given.Headers)
        {
            response.Headers.Add(name, value);
        }

        return response;
    }

    /// <summary>Gives one byte, then the connection is gone.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool hasGiven;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (hasGiven)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded);
            }

            hasGiven = true;
            buffer.Span[0] = (byte)'{';
            return ValueTask.FromResult(1);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            byte[] one = new byte[1];
            while (await ReadAsync(one, cancellationToken) > 0)
            {
                await destination.WriteAsync(one, cancellationToken);
            }
        }
    }
}
