using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.App.Api;

/// <summary>What a connection test has found, for people of the shop, and what they can do.</summary>
internal static class ChannelTestWords
{
    public static (LocalText Text, LocalText? Fix) Of(ChannelTestResult result) => result switch
    {
        { Provider: ChannelProvider.Outbox } => (
            new("送信箱に書き込めます。配信は外に出ません。", "The outbox can be written to. Nothing leaves."),
            new("お客さまへ届けるには、設定ファイルでこのチャネルを接続します。", "To reach customers, connect the channel in the settings file.")),
        { Outcome: ChannelTestOutcome.Works } => (new("つながりました。配信できます。", "It works: messages would be taken."), null),
        _ => (TextOf(result.Outcome, NameOf(result.Provider), NameInEnglish(result.Provider)), FixOf(result)),
    };

    private static LocalText TextOf(ChannelTestOutcome outcome, string name, string en) => outcome switch
    {
        ChannelTestOutcome.Unreachable => new($"{name}につながりません。", $"{en} cannot be reached."),
        ChannelTestOutcome.TimedOut => new($"{name}から、時間内に返事がありません。", $"{en} did not answer in time."),
        ChannelTestOutcome.Refused => new($"{name}が、鍵またはパスワードを受け付けません。", $"{en} does not accept the key or password."),
        ChannelTestOutcome.NotAllowed => new($"{name}が、このアカウントからの配信を許していません。", $"{en} does not allow this account to send."),
        ChannelTestOutcome.NoEncryption => new($"{name}が、暗号化（STARTTLS）に対応していません。", $"{en} offers no encryption (STARTTLS)."),
        ChannelTestOutcome.NotTrusted => new($"{name}の証明書を信頼できません。", $"The certificate of {en} is not trusted."),
        ChannelTestOutcome.Busy => new($"{name}が、いま混み合っているか、止まっています。", $"{en} is busy, or does not work for now."),
        ChannelTestOutcome.UsedUp => new("つながりましたが、今月のメッセージ通数を使い切っています。", "It is connected, and the month's messages are used up."),
        _ => new($"{name}から、思いがけない返事がありました。", $"{en} answered in a way that is not known."),
    };

    private static LocalText FixOf(ChannelTestResult result) => (result.Outcome, result.Provider) switch
    {
        (ChannelTestOutcome.Busy, _) => new("しばらく待ってから、もう一度お試しください。配信の予定は失われません。", "Try again in a while; nothing that is due is lost."),
        (ChannelTestOutcome.UsedUp, _) => new("LINE公式アカウントの料金プランを見直すか、来月まで待ちます。代わりのメールを設定したステップは、メールで送られます。", "Look at the plan of the LINE account, or wait for the next month. Steps with an e-mail to fall back to use it."),
        (ChannelTestOutcome.Refused, ChannelProvider.Line) => new("設定の Channels:Line の ChannelId と ChannelSecret（または AccessToken）を、LINE Developers の値と見比べてください。", "Compare Channels:Line:ChannelId and ChannelSecret (or AccessToken) with LINE Developers."),
        (ChannelTestOutcome.Refused, ChannelProvider.SendGrid) => new("設定の Channels:Email:ApiKey を確かめ、必要ならSendGridで鍵を作り直してください。", "Check Channels:Email:ApiKey, and make a new key at SendGrid if need be."),
        (ChannelTestOutcome.Refused, _) => new("設定のメールサーバーのユーザー名とパスワードを確かめてください。", "Check user and password of the mail server in the settings."),
        (ChannelTestOutcome.NotAllowed, ChannelProvider.SendGrid) => new("鍵に「Mail Send」の権限があるか、送信元アドレスがSendGridで確認済みかを見てください。", "Check that the key may send mail, and that SendGrid has verified the sender."),
        (ChannelTestOutcome.NotAllowed, _) => new("提供元の管理画面で、アカウントの状態と権限を確かめてください。", "Look at the state and rights of the account at the provider."),
        (ChannelTestOutcome.NoEncryption, _) => new("ポート番号（ふつうは587）を確かめてください。暗号化できないサーバーでは、パスワードが盗み見られるおそれがあります。", "Check the port (587 as a rule). Without encryption a password can be read on the way."),
        (ChannelTestOutcome.NotTrusted, _) => new("サーバー名が証明書と同じか、証明書の期限が切れていないかを確かめてください。", "Check that the name is that of the certificate, and that it has not expired."),
        (ChannelTestOutcome.Unreachable, ChannelProvider.Smtp) => new("サーバー名とポート番号、この機械からの通信が許されているかを確かめてください。", "Check name and port, and that this machine may connect there."),
        _ => new("この機械からインターネットへの通信と、設定の接続先を確かめてください。", "Check that this machine reaches the internet, and the address in the settings."),
    };

    private static string NameOf(ChannelProvider provider) => provider switch
    {
        ChannelProvider.Line => "LINE",
        ChannelProvider.SendGrid => "SendGrid",
        _ => "メールサーバー",
    };

    private static string NameInEnglish(ChannelProvider provider) => provider == ChannelProvider.Smtp ? "The mail server" : NameOf(provider);
}
