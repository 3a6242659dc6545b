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
        <form method="post" action="{PublicPage.Html.Encode(path)}"><button type="submit">配信を停止する</button></form>
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

    private static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => PublicPage.Of("ja", title, body, status);
}
