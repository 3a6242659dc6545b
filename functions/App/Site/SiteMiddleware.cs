using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FollowUpFlows.App.Site;

/// <summary>Serves the console: its files, and its page at every address that is one of its own.</summary>
internal sealed class SiteMiddleware(RequestDelegate next, ConsoleFiles files)
{
    /// <summary>Files there have a hash of what they hold in their names.</summary>
    private const string HashedFolder = "/assets";

    /// <summary>In the page, where the number belongs that is good for one answer.</summary>
    private const string NonceMark = "@NONCE@";

    private const string Unchanging = "public, max-age=31536000, immutable";

    /// <summary>The first part of the console's addresses. The other pages, the public links among them, are not the console's.</summary>
    private static readonly HashSet<string> Pages = new(["customers", "ranks", "journeys", "messages", "sends", "certificates", "attention", "settings", "results", "calendar"], StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (!HttpMethods.IsGet(context.Request.Method) || HttpManners.IsApi(context.Request.Path))
        {
            return next(context);
        }

        if (IsPage(path))
        {
            return files.Page is { } page ? ShowAsync(context, page) : MissingConsole.ShowAsync(context);
        }

        return files.Find(path) is { } file ? SendAsync(context, file, path) : next(context);
    }

    /// <summary>The page itself is made for each answer: what may run and what may style is bound to the nonce.</summary>
    private static Task ShowAsync(HttpContext context, SiteFile page)
    {
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        byte[] body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(page.Plain).Replace(NonceMark, nonce, StringComparison.Ordinal));
        HttpResponse response = context.Response;
        SetCommonHeaders(response);
        response.ContentType = page.Type;
        response.Headers.CacheControl = HttpManners.NoStore;
        response.Headers.ContentSecurityPolicy = PolicyOf(nonce);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static Task SendAsync(HttpContext context, SiteFile file, string path)
    {
        HttpResponse response = context.Response;
        SetCommonHeaders(response);
        response.Headers.ETag = file.ETag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = path.StartsWith(HashedFolder + "/", StringComparison.Ordinal) ? Unchanging : "no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(e => e == file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        (byte[] body, string? encoding) = Pick(file, context.Request.Headers.AcceptEncoding);
        response.ContentType = file.Type;
        response.ContentLength = body.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static (byte[] Body, string? Encoding) Pick(SiteFile file, StringValues accepted)
    {
        IList<StringWithQualityHeaderValue> wanted = StringWithQualityHeaderValue.TryParseList(accepted, out IList<StringWithQualityHeaderValue>? list) ? list : [];
        return file.Brotli is { } brotli && Takes("br") ? (brotli, "br")
            : file.Gzip is { } gzip && Takes("gzip") ? (gzip, "gzip")
            : (file.Plain, null);

        bool Takes(string encoding) => wanted.Any(w => w.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && w.Quality is null or > 0);
    }

    private static void SetCommonHeaders(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Everything comes from here, nothing inline runs or styles without the nonce, and nobody may frame the console.</summary>
    private static string PolicyOf(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static bool IsPage(string path) => path == "/" || (path.Split('/') is ["", var first, ..] && Pages.Contains(first));
}
