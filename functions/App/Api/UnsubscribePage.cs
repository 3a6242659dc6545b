using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The page behind the unsubscribe link; works without JavaScript and names nobody.</summary>
internal static class UnsubscribePage
{
    /// <summary>Asks before anything changes.</summary>
    /// <param name="path">Of the link itself, to which the button posts.</param>
    public static IResult Ask(string path) => Page(
        "配信停止のお手続き",
        $"""
        <p>お店からのご案内（メール・LINE）の配信を停止します。ご注文に関する大切なお知らせは、停止後もお届けすることがあります。</p>
        <form method="post" action="{HtmlEncoder.Default.Encode(path)}"><button type="submit">配信を停止する</button></form>
        <p lang="en">This stops all marketing messages from the shop.</p>
        """);

    public static IResult Done() => Page(
        "配信を停止しました",
        """
        <p>お手続きが完了しました。今後、お店からのご案内は届きません。</p>
        <p lang="en">You are unsubscribed.</p>
        """);

    public static IResult Unknown() => Page(
        "このリンクは使えません",
        """
        <p>リンクが途中で切れている可能性があります。メールのリンクをもう一度開くか、お店へお問い合わせください。</p>
        <p lang="en">This link is not valid.</p>
        """,
        StatusCodes.Status404NotFound);

    private static Html Page(string title, string body, int status = StatusCodes.Status200OK) => new(
        $$"""
        <!doctype html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta name="referrer" content="no-referrer">
        <title>{{title}}</title>
        <style>
        body { font-family: "Hiragino Sans", "Noto Sans JP", "Yu Gothic", sans-serif; line-height: 1.8; color: #222; background: #f6f5f2; margin: 0 }
        main { max-width: 30rem; margin: 12vh auto 0; padding: 2rem; background: #fff; border-radius: .75rem }
        h1 { font-size: 1.25rem; margin-top: 0 }
        button { font: inherit; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: #8a2b2b; color: #fff; cursor: pointer }
        p[lang=en] { color: #666; font-size: .875rem }
        </style>
        </head>
        <body><main><h1>{{title}}</h1>
        {{body}}
        </main></body>
        </html>
        """,
        status);

    private sealed class Html(string text, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
            return httpContext.Response.WriteAsync(text);
        }
    }
}
