using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;

namespace FollowUpFlows.App.Api;

/// <summary>The words of the page of preferences. What consent is asked for in them changes only with
/// <see cref="Pipeline.Ledger.ChangePreferences.Wording"/>.</summary>
internal sealed class PreferenceWords(Language language)
{
    public string Tag => Say("ja", "en");

    public string Title => Say("配信設定", "Your message preferences");

    public string Intro => Say(
        "お店からのご案内（メール・LINE）の受け取り方をお選びください。ご注文に関する大切なお知らせは、この設定にかかわらずお届けします。",
        "Choose what you would like to receive from the shop. Important messages about your orders reach you whatever you choose here.");

    public string Channels => Say("受け取る方法", "Where to receive news");

    public string ChannelsNote => Say("選んだ方法でご案内（広告）をお送りすることに同意いただいたものとして記録します。", "By choosing a channel you agree to receive marketing messages there; we keep a record of it.");

    public string Topics => Say("受け取る内容", "What to receive");

    public string Frequency => Say("受け取る頻度", "How often");

    public string Pause => Say("しばらく休む", "Take a break");

    public string Save => Say("設定を保存する", "Save");

    public string AllOffTitle => Say("すべて停止する", "Stop everything");

    public string AllOff => Say("すべての配信を停止する", "Unsubscribe from everything");

    public string Saved => Say("設定を保存しました。すでに予定されていた配信にも、すぐに反映されます。", "Saved. It applies at once, also to messages that were already planned.");

    public string Stopped => Say("すべての配信を停止しました。今後、お店からのご案内は届きません。", "You are unsubscribed from everything. No more marketing messages will reach you.");

    public string FaultTitle => Say("保存できませんでした", "Your choices were not saved");

    public string FaultIn => Say("次の項目をもう一度お選びください。", "Please choose again:");

    public string UnknownTitle => Say("このリンクは使えません", "This link is not valid");

    public string Unknown => Say(
        "リンクが途中で切れている可能性があります。メールのリンクをもう一度開くか、お店へお問い合わせください。",
        "It may have been cut off. Open the link in the message again, or ask the shop.");

    public string NoPause => Say("休まない", "No break");

    public string For(int days) => Say($"{days}日間休む", $"For {days} days");

    public string Until(DateOnly day) => Say($"いまの休止を続ける（{day.Year}年{day.Month}月{day.Day}日まで）", $"Keep my break until {day:yyyy-MM-dd}");

    public string Of(Channel channel) => channel == Channel.Email ? Say("メール", "E-mail") : "LINE";

    public string Of(MailFrequency frequency) => frequency switch
    {
        MailFrequency.Weekly => Say("多くても週に1通", "At most one a week"),
        MailFrequency.Monthly => Say("多くても30日に1通", "At most one in 30 days"),
        _ => Say("通常どおり", "As usual"),
    };

    public string OfField(string field) => field switch
    {
        PreferenceForm.ChannelField => Channels,
        PreferenceForm.TopicField => Topics,
        PreferenceForm.FrequencyField => Frequency,
        _ => Pause,
    };

    public string Say(string ja, string en) => language == Language.Ja ? ja : en;
}
