using FollowUpFlows.App.Api;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class BodyReadingTests
{
    private const int Limit = 40_000; // more than one buffer

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Limit - 1)]
    [InlineData(Limit)]
    public async Task ReadUpToAsync_UpToTheLimit_IsTheBodyByteForByte(int length)
    {
        byte[] body = Bytes(length);
        Assert.Equal(body, await new Pieces(body, int.MaxValue).ReadUpToAsync(Limit, CancellationToken.None));
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(Limit * 3)]
    public async Task ReadUpToAsync_LongerBody_IsRefusedAfterOneByteMore(int length)
    {
        Pieces stream = new(Bytes(length), int.MaxValue);
        Assert.Null(await stream.ReadUpToAsync(Limit, CancellationToken.None));
        Assert.Equal(Limit + 1, stream.Position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16_385)]
    public async Task ReadUpToAsync_BodyInPieces_IsPutTogether(int piece)
    {
        byte[] body = Bytes(Limit);
        Assert.Equal(body, await new Pieces(body, piece).ReadUpToAsync(Limit, CancellationToken.None));
        Assert.Null(await new Pieces(Bytes(Limit + 1), piece).ReadUpToAsync(Limit, CancellationToken.None));
    }

    [Fact]
    public async Task ReadUpToAsync_LimitZero_TakesOnlyAnEmptyBody()
    {
        Assert.Empty((await new Pieces([], 1).ReadUpToAsync(0, CancellationToken.None))!);
        Assert.Null(await new Pieces([1], 1).ReadUpToAsync(0, CancellationToken.None));
    }

    [Fact]
    public async Task ReadUpToAsync_SenderGoesAway_IsCancelled()
    {
        using CancellationTokenSource cancellation = new();
        Task<byte[]?> reading = new Silent().ReadUpToAsync(Limit, cancellation.Token);
        Assert.False(reading.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

    /// <summary>A sender that hands out so many bytes at a time, and answers later.</summary>
    private sealed class Pieces(byte[] body, int piece) : MemoryStream(body)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span[..Math.Min(piece, buffer.Length)]);
        }
    }

    /// <summary>A sender that opens the request and says nothing.</summary>
    private sealed class Silent : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
