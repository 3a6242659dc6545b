using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels;

/// <summary>The client of LINE over a real connection, which breaks in every way.</summary>
public sealed class FakeLineServerTests
{
    private const string UserId = "U0123456789abcdef0123456789abcdef";

    private static readonly Guid Key = new("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    private static readonly JsonElement Words = JsonSerializer.SerializeToElement(new[] { new { type = "text", text = "こんにちは" } });

    /// <summary>Long enough for a slow machine wherever an answer comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(LineFault.ConnectionLost, 0)]
    [InlineData(LineFault.HalfAnswerAfterTaking, 1)]
    [InlineData(LineFault.ServerError, 0)]
    [InlineData(LineFault.ServerErrorAfterTaking, 1)]
    public async Task Push_WithoutAWholeAnswer_IsUnknownAndSafeToRepeat(LineFault fault, int takenAtOnce)
    {
        FakeLine line = new(TimeProvider.System);
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        using HttpClient connections = Connections(server.Address, Patience);
        LineClient client = Client(connections);
        line.Fail(fault);
        ChannelException broken = await Assert.ThrowsAsync<ChannelException>(() => PushAsync(client));
        Assert.True(broken is { Failure: ChannelFailure.Temporary, IsSurelyNotTaken: false });
        Assert.Equal(takenAtOnce, line.Delivered.Count);
        Assert.NotNull(await PushAsync(client));
        Assert.Single(line.Delivered);
        Assert.Empty(line.MisusedKeys);
    }

    [Theory]
    [InlineData(LineFault.TimeOut, 0)]
    [InlineData(LineFault.TimeOutAfterTaking, 1)]
    public async Task Push_WithoutAnAnswer_IsGivenUpInTime(LineFault fault, int taken)
    {
        FakeLine line = new(TimeProvider.System);
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        using HttpClient patient = Connections(server.Address, Patience);
        await Client(patient).ValidateAsync(Words, default);  // the server is warm: the call itself arrives well before the time-out
        using HttpClient hasty = Connections(server.Address, TimeSpan.FromSeconds(3));
        LineClient client = new(hasty, Settings(server.Address, "token-1"), TimeProvider.System);
        line.Fail(fault);
        ChannelException late = await Assert.ThrowsAsync<ChannelException>(() => PushAsync(client));
        Assert.Equal(("LINE did not answer in time", false), (late.Detail, late.IsSurelyNotTaken));
        Assert.Equal(taken, line.Delivered.Count);
    }

    [Fact]
    public async Task Push_ThatTheCallerGivesUp_IsCancelled()
    {
        FakeLine line = new(TimeProvider.System);
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        using HttpClient connections = Connections(server.Address, Patience);
        using CancellationTokenSource stop = new();
        line.Fail(LineFault.TimeOut);
        Task<string?> push = Client(connections).PushAsync(UserId, Words, null, Key, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push);
    }

    [Fact]
    public async Task Push_WhereNobodyListens_SurelyDidNotGo()
    {
        using TcpListener reserved = new(IPAddress.Loopback, 0);
        reserved.Start();
        Uri nobody = new($"http://127.0.0.1:{((IPEndPoint)reserved.LocalEndpoint).Port}/");
        reserved.Stop();
        using HttpClient connections = Connections(nobody, Patience);
        LineClient client = new(connections, Settings(nobody, "own-token"), TimeProvider.System);
        ChannelException unreached = await Assert.ThrowsAsync<ChannelException>(() => PushAsync(client));
        Assert.Equal(("LINE cannot be reached", true), (unreached.Detail, unreached.IsSurelyNotTaken));
    }

    [Fact]
    public async Task Switches_OverHttp_RuleTheFake()
    {
        FakeLine line = new(TimeProvider.System);
        await using FakeLineServer server = await FakeLineServer.StartAsync(line, 0, default);
        using HttpClient connections = Connections(server.Address, Patience);
        LineClient client = Client(connections);
        await SwitchAsync(connections, HttpMethod.Post, "faults/RateLimit", HttpStatusCode.NoContent);
        await Assert.ThrowsAsync<ChannelException>(() => PushAsync(client));
        await SwitchAsync(connections, HttpMethod.Put, "quota/0", HttpStatusCode.NoContent);
        Assert.Equal(new LineQuota(0, 0), await client.QuotaAsync(default));
        await SwitchAsync(connections, HttpMethod.Put, "quota/5", HttpStatusCode.NoContent);
        await SwitchAsync(connections, HttpMethod.Post, "blocked/" + UserId, HttpStatusCode.NoContent);
        Assert.Null(await client.ProfileAsync(UserId, default));
        await SwitchAsync(connections, HttpMethod.Delete, "blocked/" + UserId, HttpStatusCode.NoContent);
        Assert.NotNull(await PushAsync(client));
        using JsonDocument delivered = JsonDocument.Parse(await connections.GetStringAsync("__fake/delivered"));
        Assert.Equal(UserId, Assert.Single(delivered.RootElement.EnumerateArray()).GetProperty("To").GetString());
        await SwitchAsync(connections, HttpMethod.Post, "faults/Unheard", HttpStatusCode.NotFound);
    }

    private static Task<string?> PushAsync(LineClient client) => client.PushAsync(UserId, Words, null, Key, default);

    private static async Task SwitchAsync(HttpClient connections, HttpMethod method, string path, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(method, "__fake/" + path);
        using HttpResponseMessage response = await connections.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
    }

    private static HttpClient Connections(Uri address, TimeSpan patience)
    {
        HttpClient connections = LineClient.Connect(Settings(address, null));
        connections.Timeout = patience;
        return connections;
    }

    private static LineClient Client(HttpClient connections) => new(connections, Settings(connections.BaseAddress!, null), TimeProvider.System);

    private static LineSettings Settings(Uri address, string? token) => new(address, FakeLine.ChannelId, FakeLine.ChannelSecret, token);
}
