namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>A part of a message that knows whether anything of it was read to be sent, which happens only after the server has agreed to
/// take the message. Until then it cannot have gone out.</summary>
internal sealed class WatchedStream(byte[] content) : MemoryStream(content, writable: false)
{
    public bool HasBegun { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        HasBegun = true;
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        HasBegun = true;
        return base.Read(buffer);
    }

    public override int ReadByte()
    {
        HasBegun = true;
        return base.ReadByte();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        HasBegun = true;
        return base.ReadAsync(buffer, cancellationToken);
    }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        HasBegun = true;
        return base.CopyToAsync(destination, bufferSize, cancellationToken);
    }

    public override void CopyTo(Stream destination, int bufferSize)
    {
        HasBegun = true;
        base.CopyTo(destination, bufferSize);
    }
}
