using System.Net;
using System.Net.Http.Headers;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>A JSON body that knows whether anything of it was handed to the network. As long as nothing was, the message is not on its
/// way, whatever the fault is called: names, connections, TLS and proxies fail in many words.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly byte[] json;

    public WatchedContent(byte[] json)
    {
        this.json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool HasBegun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        return stream.WriteAsync(json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.Length;
        return true;
    }
}
