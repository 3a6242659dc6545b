using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The page behind the link that confirms a registration (double opt-in); works without JavaScript and names nobody.</summary>
internal static class ConfirmationPage
{
    /// <param name="path">Of the link itself.</param>
    public static IResult Of(Confirmation confirmation, string path, Language language) => confirmation switch
    {
        Confirmation.Open => Ask(path, language),
        Confirmation.Done => Page(
            language, path, "登録が完了しました", "You are registered", "お店からのご案内をメールでお届けします。いつでも停止できます。", "News from the shop will reach you by e-mail. You can stop it at any time."),
        _ => Page(
            language,
            path,
            "このリンクは使えません",
            "This link is not valid",
            "確認の期限が過ぎたか、すでに別の設定をされています。もう一度お店の登録フォームからお申し込みください。",
            "It was confirmed too late, or something else was chosen since. Please register with the shop again.",
            StatusCodes.Status410Gone),
    };

    public static IResult Unknown(Language language) => PreferencePage.Unknown(language);

    /// <summary>Asks before anything changes: mail scanners open every link.</summary>
    private static IResult Ask(string path, Language language)
    {
        bool isJapanese = language == Language.Ja;
        string action = PublicPage.Html.Encode(isJapanese ? path : $"{path}?lang=en");
        (string title, string text, string button) = isJapanese
            ? ("メール配信のご登録の確認", "下のボタンを押すと、お店からのご案内（広告を含みます）をメールでお届けすることに同意したものとして登録されます。", "登録を確認する")
            : ("Confirm your registration", "By pressing the button you agree to receive news from the shop, advertising included, by e-mail.", "Confirm");
        return PublicPage.Of(
            isJapanese ? "ja" : "en",
            title,
            $"""
            {Switch(path, language)}
            <p>{PublicPage.Html.Encode(text)}</p>
            <form method="post" action="{action}"><button type="submit">{PublicPage.Html.Encode(button)}</button></form>
            """);
    }

    private static IResult Page(
        Language language, string path, string titleJa, string titleEn, string textJa, string textEn, int status = StatusCodes.Status200OK) => language == Language.Ja
        ? PublicPage.Of("ja", titleJa, $"{Switch(path, language)}\n<p>{PublicPage.Html.Encode(textJa)}</p>", status)
        : PublicPage.Of("en", titleEn, $"{Switch(path, language)}\n<p>{PublicPage.Html.Encode(textEn)}</p>", status);

    private static string Switch(string path, Language language) => language == Language.Ja
        ? $"""<p><a href="{PublicPage.Html.Encode(path)}?lang=en" lang="en" hreflang="en">English</a></p>"""
        : $"""<p><a href="{PublicPage.Html.Encode(path)}" lang="ja" hreflang="ja">日本語</a></p>""";
}
