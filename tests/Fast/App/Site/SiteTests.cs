using System.Net;
using System.Text;
using FollowUpFlows.App.Site;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Site;

/// <summary>The console's files and its page, as the server gives them away.</summary>
public sealed class SiteTests : IDisposable
{
    private const string Page = "<!doctype html><meta property=\"csp-nonce\" nonce=\"@NONCE@\"><script src=\"/assets/a-1.js\" nonce=\"@NONCE@\"></script>";
    private readonly TemporaryFolder folder = new();

    public SiteTests()
    {
        Directory.CreateDirectory(folder.PathOf("assets"));
        folder.Write("index.html", Page);
        folder.Write("favicon.svg", "<svg/>");
        folder.Write("assets/a-1.js", "plain");
        folder.Write("assets/a-1.js.br", "brotli");
        folder.Write("assets/a-1.js.gz", "gzip");
        folder.Write("assets/b-2.css", "style");
        folder.Write("notes.txt", "not the console's");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/customers")]
    [InlineData("/customers/c1")]
    [InlineData("/ranks")]
    [InlineData("/journeys/new-follow")]
    [InlineData("/sends")]
    [InlineData("/certificates")]
    [InlineData("/attention")]
    [InlineData("/settings")]
    public async Task Address_OfTheConsole_IsItsPage(string path)
    {
        using ApiBed bed = Bed();
        ApiAnswer page = await bed.SendAsync("GET", path);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8", "no-store"), (page.Status, page.ContentType, page.Headers.CacheControl.ToString()));
        Assert.StartsWith("<!doctype html>", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Else what is misspelt, a program's request among them, would look like a success.</summary>
    [Theory]
    [InlineData("GET", "/elsewhere")]
    [InlineData("GET", "/customersx")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/assets/gone.js")]
    [InlineData("GET", "/assets/../index.html")]
    [InlineData("GET", "/assets/%2e%2e/index.html")]
    [InlineData("GET", "//etc/passwd")]
    [InlineData("GET", "/notes.txt")]
    [InlineData("GET", "/assets/a-1.js.br")]
    [InlineData("POST", "/customers")]
    public async Task Address_OfNothing_IsNotThePage(string method, string path)
    {
        using ApiBed bed = Bed();
        (await bed.SendAsync(method, path)).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task Page_RunsAndStylesOnlyWhatItsNonceSays_AndAnotherEachTime()
    {
        using ApiBed bed = Bed();
        ApiAnswer first = await bed.SendAsync("GET", "/");
        string nonce = first.Text.Split("nonce=\"")[1].Split('"')[0];
        Assert.True(Convert.FromBase64String(nonce).Length >= 16);
        Assert.DoesNotContain("@NONCE@", first.Text, StringComparison.Ordinal);
        string policy = first.Headers.ContentSecurityPolicy.ToString();
        Assert.Contains($"style-src 'self' 'nonce-{nonce}';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(nonce, (await bed.SendAsync("GET", "/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "brotli")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "gzip")]
    [InlineData("identity", null, "plain")]
    [InlineData(null, null, "plain")]
    public async Task File_IsGivenAsPackedAsItsReaderTakesIt(string? accepted, string? encoding, string text)
    {
        using ApiBed bed = Bed();
        ApiAnswer file = await bed.SendAsync("GET", "/assets/a-1.js", change: c => c.Request.Headers.AcceptEncoding = accepted);
        Assert.Equal((HttpStatusCode.OK, "text/javascript; charset=utf-8", text), (file.Status, file.ContentType, file.Text));
        Assert.Equal(encoding ?? "", file.Headers.ContentEncoding.ToString());
        Assert.Equal("Accept-Encoding", file.Headers.Vary.ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(text), file.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/assets/b-2.css", "public, max-age=31536000, immutable")]
    [InlineData("/favicon.svg", "no-cache")]
    public async Task File_IsKeptForEver_OnlyWithAHashInItsName(string path, string cache)
    {
        using ApiBed bed = Bed();
        ApiAnswer file = await bed.SendAsync("GET", path);
        Assert.Equal((cache, "nosniff"), (file.Headers.CacheControl.ToString(), file.Headers.XContentTypeOptions.ToString()));
        string tag = file.Headers.ETag.ToString();
        ApiAnswer again = await bed.SendAsync("GET", path, change: c => c.Request.Headers.IfNoneMatch = tag);
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync("GET", path, change: c => c.Request.Headers.IfNoneMatch = "\"other\"")).Status);
    }

    [Fact]
    public async Task Page_AskedForWithHead_HasItsHeadersAlone()
    {
        using ApiBed bed = Bed();
        ApiAnswer head = await bed.SendAsync("HEAD", "/customers");
        Assert.Equal((HttpStatusCode.OK, "", "text/html; charset=utf-8"), (head.Status, head.Text, head.ContentType));
    }

    /// <summary>Everybody may see the empty page; what it shows comes from the API, which asks for a key.</summary>
    [Fact]
    public async Task Page_AskedForByAStranger_IsGiven()
    {
        using ApiBed bed = Bed();
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync("GET", "/", change: c => c.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7"))).Status);
    }

    [Fact]
    public async Task Console_ThatWasNotBuilt_SaysHowToGetIt()
    {
        using TemporaryFolder empty = new();
        using ApiBed bed = Bed(new ConsoleFiles(empty.PathOf("console")));
        ApiAnswer page = await bed.SendAsync("GET", "/");
        Assert.Equal((HttpStatusCode.NotFound, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Contains("Node.js 20", page.Text, StringComparison.Ordinal);
        Assert.Contains("./followup up", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync("GET", "/healthz")).Status);
    }

    private ApiBed Bed(ConsoleFiles? files = null) => new(new TestWorld(), isDocumented: false, add: s => s.AddSingleton(files ?? new ConsoleFiles(folder.Path)));
}
