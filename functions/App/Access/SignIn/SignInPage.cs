using FollowUpFlows.App.Api;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.App.Access.SignIn;

/// <summary>What somebody sees who could not sign in.</summary>
internal static class SignInPage
{
    /// <summary>Without the provider's words: anybody can write them into an address.</summary>
    public static Task FailedAsync(HttpContext context) => PublicPage.Of(
        "ja",
        "サインインできませんでした",
        """
        <p>時間がたちすぎたか、途中で中断されました。もう一度お試しください。</p>
        <p><a href="/auth/sign-in">サインイン</a></p>
        <p lang="en">Signing in did not work: it took too long, or was broken off. Please try again.</p>
        """,
        StatusCodes.Status400BadRequest).ExecuteAsync(context);

    public static Task StrangerAsync(HttpContext context) => PublicPage.Of(
        "ja",
        "この管理画面を使う権限がありません",
        """
        <p>サインインはできましたが、この方は利用者として登録されていません。お店の管理者に、<code>Access:Users</code> への登録をご依頼ください。</p>
        <p lang="en">You are signed in, but not among the people who may use this console. Ask the shop's administrator to add you under
        <code>Access:Users</code>.</p>
        """,
        StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
