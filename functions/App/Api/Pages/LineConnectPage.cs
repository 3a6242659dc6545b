using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The page behind the mailed link that lets a LINE account be connected; works without JavaScript and names nobody.</summary>
internal static class LineConnectPage
{
    /// <param name="path">Of the link itself.</param>
    /// <param name="line">Where LINE goes on; null where LINE is not connected to this system.</param>
    public static IResult Of(ConnectStart state, string path, Language language, Uri? line) => state switch
    {
        ConnectStart.Open => Ask(path, language, line),
        ConnectStart.Taken => Page(
            language,
            ("すでに別のLINEアカウントが登録されています", "Another LINE account is known"),
            ("お店の会員情報に、別のLINEアカウントが登録されています。変更をご希望の場合は、お店へお問い合わせください。", "The shop knows another LINE account as yours. To change that, please contact the shop."),
            StatusCodes.Status409Conflict),
        ConnectStart.Unavailable => Unavailable(language),
        _ => Page(
            language,
            ("このリンクは使えません", "This link is not valid"),
            ("期限が過ぎたか、すでに使われています。LINEのメッセージから、もう一度お申し込みください。", "It is too late, or the link was used already. Please begin again from the message on LINE."),
            StatusCodes.Status410Gone),
    };

    /// <summary>LINE lets nobody begin now; the link still works.</summary>
    public static IResult Unavailable(Language language) => Page(
        language,
        ("ただいまLINEにつながりません", "LINE cannot be reached"),
        ("しばらくしてから、このページをもう一度開いてください。", "Please open this page again in a while."),
        StatusCodes.Status503ServiceUnavailable);

    /// <summary>On to LINE, once.</summary>
    public static IResult Continue(Uri next) => new Redirect(next);

    /// <summary>Asks before anything changes: mail scanners open every link.</summary>
    private static IResult Ask(string path, Language language, Uri? line)
    {
        bool isJapanese = language == Language.Ja;
        (string href, string tag, string name) = isJapanese ? ($"{path}?lang=en", "en", "English") : (path, "ja", "日本語");
        (string title, string text, string warning, string button) = isJapanese
            ? ("LINEとの連携の確認", "下のボタンを押すとLINEが開き、お使いのLINEアカウントがお店の会員情報と連携されます。", "お申し込みに心当たりのない場合は、何もせずにこのページを閉じてください。", "LINEと連携する")
            : ("Connect your LINE account", "The button opens LINE, and connects your LINE account to the shop's records.", "If you did not ask for this, close the page.", "Connect");
        return PublicPage.Of(
            isJapanese ? "ja" : "en",
            title,
            $"""
            <p><a href="{Text(href)}" lang="{tag}" hreflang="{tag}">{name}</a></p>
            <p>{Text(text)}</p>
            <p>{Text(warning)}</p>
            <form method="post" action="{Text(isJapanese ? path : $"{path}?lang=en")}"><button type="submit">{Text(button)}</button></form>
            """,
            leadsTo: line);
    }

    private static IResult Page(Language language, (string Ja, string En) title, (string Ja, string En) text, int status) => language == Language.Ja
        ? PublicPage.Of("ja", title.Ja, $"<p>{Text(text.Ja)}</p>", status)
        : PublicPage.Of("en", title.En, $"<p>{Text(text.En)}</p>", status);

    private static string Text(string text) => PublicPage.Html.Encode(text);

    /// <summary>The address holds LINE's token and our nonce: nobody keeps it, and nobody learns it from a referrer.</summary>
    private sealed class Redirect(Uri next) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = next.AbsoluteUri;
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        }
    }
}
