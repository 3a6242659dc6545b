using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Api;

/// <summary>The page on which whoever has a LINE account connects it to the shop, or takes it apart; works without JavaScript and names
/// nobody: it never says whether an address is known.</summary>
/// <param name="path">Of the link itself.</param>
internal sealed class LineAccountPage(string path, Language language)
{
    public const string EmailField = "email";
    public const string DisconnectField = "disconnect";

    /// <summary>No form of the page is longer.</summary>
    public const int BytesMax = 4 * 1024;

    private bool IsJapanese => language == Language.Ja;

    private string Action => PublicPage.Html.Encode(IsJapanese ? path : $"{path}?lang=en");

    public IResult Show(LineAccountState state) => state switch
    {
        LineAccountState.Open => Form(null),
        LineAccountState.Asked => Page(
            "メールをご確認ください",
            "Please look at your e-mail",
            "ご入力のメールアドレスでお店にご登録がある場合、連携を確認するためのメールをお送りしました。1時間以内に、メールのリンクを、このLINEをお使いのスマートフォンで開いてください。",
            "If the shop knows that address, a mail with a link was sent to it. Please open the link within an hour, on the phone on which you use LINE."),
        LineAccountState.TooOften => Page(
            "本日はこれ以上お申し込みいただけません",
            "Please try again tomorrow",
            "回数の上限に達しました。24時間ほどたってから、もう一度お試しください。",
            "You have asked too often. Please try again in a day.",
            StatusCodes.Status429TooManyRequests),
        LineAccountState.Connected => Connected(),
        LineAccountState.ConnectedByShop => Page(
            "連携済みです",
            "Already connected",
            "このLINEアカウントは、お店の会員情報にすでに登録されています。解除をご希望の場合は、お店へお問い合わせください。",
            "The shop already knows this LINE account as yours. To end that, please contact the shop."),
        _ => Unknown(language),
    };

    /// <summary>What was typed is no address.</summary>
    public IResult Refused() => Form(Say("メールアドレスを、もう一度ご確認ください。", "That is no e-mail address. Please check it."));

    public IResult Disconnected() => Page(
        "連携を解除しました",
        "Disconnected",
        "LINEアカウントとお店の会員情報の連携を解除しました。LINEでの配信を止めるには、配信設定のページか、LINEのブロックをお使いください。",
        "Your LINE account is no longer connected to the shop's records. To stop messages on LINE, use the page of your preferences, or block the account.");

    public static IResult Unknown(Language language) => PreferencePage.Unknown(language);

    private IResult Form(string? fault)
    {
        string said = fault is null ? "" : $"""<div class="faults" role="alert"><p id="fault">{Text(fault)}</p></div>""" + "\n";
        string described = fault is null ? "" : " aria-invalid=\"true\" aria-describedby=\"fault\"";
        return Page(
            Say("LINEとお店の会員情報の連携", "Connect LINE to the shop"),
            $"""
            {said}<p>{Text(Say(
                "お店にご登録のメールアドレスをご入力ください。確認のメールをお送りします。連携すると、ご購入やランクに合わせたお知らせをLINEで受け取れます。",
                "Please enter the e-mail address that the shop knows. You will get a mail to confirm it. Once connected, messages that fit your orders can reach you on LINE."))}</p>
            <p class="note">{Text(Say(
                "連携だけで広告の配信に同意したことにはなりません。いつでもこのページで解除できます。",
                "Connecting is no consent to advertising. You can disconnect on this page at any time."))}</p>
            <form method="post" action="{Action}"><label for="{EmailField}">{Text(Say("メールアドレス", "E-mail address"))}</label>
            <input type="email" id="{EmailField}" name="{EmailField}" required maxlength="254" autocomplete="email"{described}>
            <p><button type="submit">{Text(Say("確認メールを送る", "Send the mail"))}</button></p></form>
            """,
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private IResult Connected() => Page(
        Say("連携済みです", "Connected"),
        $"""
        <p>{Text(Say("このLINEアカウントは、お店の会員情報と連携されています。", "This LINE account is connected to the shop's records."))}</p>
        <form method="post" action="{Action}"><button class="quiet" type="submit" name="{DisconnectField}" value="1">{Text(Say("連携を解除する", "Disconnect"))}</button></form>
        """);

    private IResult Page(string titleJa, string titleEn, string textJa, string textEn, int status = StatusCodes.Status200OK) =>
        Page(Say(titleJa, titleEn), $"<p>{Text(Say(textJa, textEn))}</p>", status);

    private IResult Page(string title, string body, int status = StatusCodes.Status200OK)
    {
        (string href, string tag, string name) = IsJapanese ? ($"{path}?lang=en", "en", "English") : (path, "ja", "日本語");
        return PublicPage.Of(
            IsJapanese ? "ja" : "en", title, $"""<p><a href="{Text(href)}" lang="{tag}" hreflang="{tag}">{name}</a></p>""" + "\n" + body, status);
    }

    private string Say(string ja, string en) => IsJapanese ? ja : en;

    private static string Text(string text) => PublicPage.Html.Encode(text);
}
