using FollowUpFlows.Pipeline.Sending.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.App.Functions;

/// <summary>Images of messages: for everybody who has their address, and for as long as caches like.</summary>
public sealed class ImageFunctions(ImageLibrary library)
{
    [Function(nameof(ShowImage))]
    public async Task<IResult> ShowImage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "i/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'";
        if (LibraryImage.HashOf(name) is not { } hash
            || await library.ReadAsync(hash, cancellationToken) is not var (image, bytes)
            || image.PublicName != name)
        {
            headers.CacheControl = "no-store";
            return TypedResults.NotFound();
        }

        headers.CacheControl = "public, max-age=31536000, immutable";  // what a hash stands for never changes
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";      // mail programs in browsers show it on their own pages
        return TypedResults.Bytes(bytes, image.Type, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{hash}\""));
    }
}
