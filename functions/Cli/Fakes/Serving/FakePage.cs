using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Cli.Fakes.Serving;

/// <summary>What the fakes show to people and tests. They hold addresses and words of customers: only this machine may look, also when
/// a name from elsewhere was made to point here.</summary>
internal static class FakePage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static bool IsForThisMachine(HttpContext context) =>
        context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && (context.Connection.RemoteIpAddress is not { } peer || IPAddress.IsLoopback(peer));

    public static Task JsonAsync<T>(HttpContext context, T value)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(value, Json), context.RequestAborted);
    }

    /// <param name="rows">Cells that are HTML already.</param>
    public static Task ListAsync(HttpContext context, string title, string note, IEnumerable<string[]> rows)
    {
        StringBuilder page = new($$"""
            <!doctype html>
            <html lang="ja"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>{{title}}</title>
            <style>body{font-family:sans-serif;margin:2rem}td{border-top:1px solid #ccc;padding:.5rem;vertical-align:top}pre{white-space:pre-wrap;margin:0}</style></head>
            <body><h1>{{title}}</h1><pre>{{Encoded(note)}}</pre><table>
            """);
        foreach (string[] row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{c}</td>")).AppendLine("</tr>");
        }

        return HtmlAsync(context, page.Append("</table></body></html>").ToString(), "default-src 'none'; style-src 'unsafe-inline'");
    }

    /// <summary>A mail as a mail program shows it: pictures are fetched, nothing runs.</summary>
    public static Task MailAsync(HttpContext context, string html) =>
        HtmlAsync(context, html, "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; img-src http: https:; style-src 'unsafe-inline'");

    public static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static Task HtmlAsync(HttpContext context, string html, string policy)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
