using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The frame of pages that customers reach from a message. They work without JavaScript, load nothing, and name nobody.</summary>
internal static class PublicPage
{
    /// <summary>Escapes what a page shows, and leaves Japanese readable.</summary>
    public static HtmlEncoder Html { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="language">Of the page, such as <c>ja</c>.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML.</param>
    /// <param name="leadsTo">Where a form of the page may lead beside this system; null for nowhere.</param>
    public static IResult Of(string language, string title, string body, int status = StatusCodes.Status200OK, Uri? leadsTo = null) => new Answer(
        $$"""
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta name="referrer" content="no-referrer">
        <title>{{Html.Encode(title)}}</title>
        <style>
        body { font-family: "Hiragino Sans", "Noto Sans JP", "Yu Gothic", sans-serif; line-height: 1.8; color: #222; background: #f6f5f2; margin: 0; padding: 1rem; overflow-wrap: anywhere }
        main { max-width: 30rem; margin: 8vh auto 2rem; padding: 1.5rem; background: #fff; border-radius: .75rem }
        h1 { font-size: 1.25rem; margin-top: 0 }
        h2 { font-size: 1.0625rem }
        fieldset { border: 1px solid #767676; border-radius: .5rem; margin: 0 0 1.5rem; padding: .5rem 1rem 1rem }
        legend { font-weight: bold; padding: 0 .25rem }
        label { display: block; padding: .5rem 0; cursor: pointer }
        input { width: 1.25rem; height: 1.25rem; margin: 0 .5rem 0 0; vertical-align: middle; accent-color: #8a2b2b }
        input[type=email] { box-sizing: border-box; width: 100%; height: auto; font: inherit; padding: .5rem .75rem; margin: .25rem 0 0; border: 1px solid #767676; border-radius: .5rem }
        button { font: inherit; min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: .5rem; background: #8a2b2b; color: #fff; cursor: pointer }
        button.quiet { background: #fff; color: #8a2b2b; border: 2px solid #8a2b2b }
        a { color: #0b5c8a }
        :focus-visible { outline: 3px solid #0b5c8a; outline-offset: 2px }
        .note { color: #595959; font-size: .875rem; margin: 0 }
        .said { border-left: .375rem solid #1d6b34; padding: .5rem 1rem; background: #eef7f0 }
        .faults { border: 3px solid #a4161a; border-radius: .5rem; padding: .5rem 1rem; margin-bottom: 1.5rem }
        p[lang=en] { color: #595959; font-size: .875rem }
        </style>
        </head>
        <body><main><h1>{{Html.Encode(title)}}</h1>
        {{body}}
        </main></body>
        </html>
        """,
        status,
        leadsTo);

    private sealed class Answer(string text, int status, Uri? leadsTo) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-store";
            string target = leadsTo is null ? "'self'" : $"'self' {leadsTo.GetLeftPart(UriPartial.Authority)}";  // browsers hold it against redirects, too
            httpContext.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; style-src 'unsafe-inline'; form-action {target}; base-uri 'none'; frame-ancestors 'none'";
            httpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
            return httpContext.Response.WriteAsync(text);
        }
    }
}
