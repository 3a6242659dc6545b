using FollowUpFlows.App.Api;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Site;

/// <summary>What stands in for the console when it was not built: everything else works without it.</summary>
internal static class MissingConsole
{
    public static Task ShowAsync(HttpContext context) => PublicPage.Of(
        "ja",
        "管理画面はまだ作られていません",
        """
        <p>サーバーは動いており、配信も続いています。管理画面だけがありません。</p>
        <p>Node.js 20以降を入れて、<code>./followup up</code> をもう一度実行してください。管理画面を作ってから起動します。</p>
        <p lang="en">The server runs and messages go out; only the console is missing. Install Node.js 20 or later with npm and start
        <code>./followup up</code> again: it builds the console first.</p>
        """,
        StatusCodes.Status404NotFound).ExecuteAsync(context);
}
