using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Entries of a timeline as a Japanese shop says them.</summary>
public static class TimelineWordsJa
{
    private static readonly FactWords Facts = new(Language.Ja);

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Paid"] = "入金済み",
        ["Placed"] = "未入金",
        ["Cancelled"] = "キャンセル",
        ["Test"] = "テスト注文",
        ["Unpaid"] = "入金前",
        ["FullyReturned"] = "全額返金",
        ["Granted"] = "同意",
        ["Pending"] = "確認待ち",
        ["Withdrawn"] = "停止",
        ["Email"] = "メール",
        ["Line"] = "LINE",
        ["Webhook"] = "Webhook",
        ["FirstPlacement"] = "はじめての判定",
        ["Purchase"] = "購入・返品・キャンセル",
        ["Engagement"] = "行動・関係性の変化",
        ["TimePassed"] = "日数の経過",
        ["ThresholdMoved"] = "お店の平均の変化",
        ["Completed"] = "最後のステップまで完了",
        ["Exited"] = "終了ステップ",
        ["GoalReached"] = "目標達成",
        ["Moved"] = "ランクが変わり、別のシナリオへ移動",
        ["RankChanged"] = "ランクが変わり、対象外",
        ["Restarted"] = "新しいきっかけで、はじめから",
        ["NewOrder"] = "新しい注文",
        ["NewVersion"] = "新しい版に移行",
        ["Stopped"] = "手動で終了",
        ["Erased"] = "個人情報の消去",
        ["Missed"] = "対象日に動いておらず、開始を見送りました",
        ["NoAddress"] = "宛先がありません",
        ["OrderNoLongerCounts"] = "きっかけの注文が取り消されました",
        ["NoConsent"] = "配信同意がありません",
        ["Suppressed"] = "配信停止リストの宛先です",
        ["TopicDeclined"] = "お客さまが選ばなかったトピックです",
        ["Paused"] = "お客さまが休止中です",
        ["FrequencyChoice"] = "お客さまが選んだ頻度に達しています",
        ["NotOnAllowList"] = "お試し中で、許可リストにない宛先です",
        ["Holdout"] = "非配信群です",
        ["SaidToHaveArrived"] = "届いていたことを、お店の方が確かめました",
        ["SaidNotToHaveGone"] = "送られていなかったことを、お店の方が確かめました",
        ["EnrollmentEnded"] = "送る前にシナリオが終わりました",
        ["QuietHours"] = "配信不可時間帯",
        ["Window"] = "配信可能時間帯の外",
        ["PauseDates"] = "お店の配信休止期間",
        ["JourneyPaused"] = "シナリオが自動停止中",
        ["BroadcastPaused"] = "一斉配信が一時停止中",
        ["FrequencyCap"] = "配信頻度の上限",
        ["Accepted"] = "配信事業者が受け付けました",
        ["Delayed"] = "相手のサーバーが後回しにしました",
        ["Delivered"] = "届きました",
        ["Bounced"] = "不達（宛先がありません）",
        ["Blocked"] = "不達（相手のサーバーが拒みました）",
        ["Dropped"] = "配信事業者が送りませんでした",
        ["Opened"] = "開封",
        ["OpenedByMachine"] = "機械による開封",
        ["Clicked"] = "クリック",
        ["ClickedByMachine"] = "機械によるクリック",
        ["Complained"] = "迷惑メールの報告",
        ["Unsubscribed"] = "配信停止（配信事業者で）",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>One line without a full stop.</summary>
    /// <param name="currency">The shop's.</param>
    public static string Sentence(TimelineEntry entry, Currency currency) => entry.Kind switch
    {
        TimelineKind.Order => $"注文 {entry.Subject}　{Amount(entry, currency)}（{Word(entry.What)}）{(entry.Reason is null ? "" : $"　数えません: {Word(entry.Reason)}")}",
        TimelineKind.Refund => $"注文 {entry.Subject} の返金　{Amount(entry, currency)}",
        TimelineKind.Event => $"行動「{entry.What}」{(entry.Reason is null ? "" : $": {entry.Reason}")}",
        TimelineKind.Consent => $"{Word(entry.Channel)}の配信{(entry.Subject is null ? "" : $"（{entry.Subject}）")}: {Word(entry.What)}（{entry.Reason}）",
        TimelineKind.RankMove => $"ランク（{entry.Subject}）: {entry.What}　理由: {Word(entry.Reason)}",
        TimelineKind.Enrollment when entry.Reason == nameof(Domain.Enrollments.EndReason.NewVersion) => $"シナリオ {entry.Subject} で続き",
        TimelineKind.Enrollment => $"シナリオ {entry.Subject} を開始　きっかけ: {Cause(entry.Reason)}",
        TimelineKind.Goal => $"シナリオ {entry.Subject} の目標を達成",
        TimelineKind.End => $"シナリオ {entry.Subject} を終了: {Word(entry.Reason)}",
        TimelineKind.Choice when entry.Subject is { } experiment => $"ステップ {entry.StepId}: テスト「{experiment}」の {entry.Reason} 群へ",
        TimelineKind.Choice => $"ステップ {entry.StepId}: {(entry.What == "None" ? "どの道にも当てはまらず、先へ" : $"{entry.What["Arm".Length..]}番目の道へ")}",
        TimelineKind.Send => $"{Send(entry)}（{entry.Subject}、{Word(entry.Channel)}{Fallback(entry)}、ステップ {entry.StepId}）",
        TimelineKind.Delivery =>
            $"{Word(entry.What)}{(entry.Reason is null ? "" : $": {entry.Reason}")}（{entry.Subject}、{Word(entry.Channel)}、ステップ {entry.StepId}）",
        TimelineKind.Note => $"{Note(entry)}（{entry.By}）: {entry.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    private static string Note(TimelineEntry entry) => entry.What switch
    {
        nameof(NoteKind.Enrolled) => $"手動でシナリオ {entry.Subject} を開始",
        nameof(NoteKind.Stopped) => $"手動でシナリオ {entry.Subject} を終了",
        nameof(NoteKind.Suppressed) => $"{Word(entry.Subject)}の配信をお店が停止",
        nameof(NoteKind.Lifted) => $"{Word(entry.Subject)}の配信をお店が再開",
        nameof(NoteKind.Decided) => $"届いたか分からない配信（{entry.Subject}）を判断",
        nameof(NoteKind.Exported) => "保管している内容を書き出し",
        _ => "メモ",
    };

    /// <summary>Days that come back are named; an order's number, or an event's, stays as it is.</summary>
    private static string? Cause(string? key) => key?.Split(':') switch
    {
        ["birthday", var year] => $"{year}年のお誕生日",
        ["anniversary", var year] => $"{year}年の初回購入記念日",
        ["before-lapse", var lastOn] => $"離脱が近づいたため（最終購入 {lastOn}）",
        ["lapsed", var on] => $"購入のない日が続いたため（{on}）",
        ["registered"] => "会員登録",
        ["broadcast"] => "一斉配信",
        [Enrollments.Cause.ByHand.Key, var on] => $"お店の方の操作（{on}）",
        _ => key,
    };

    private static string Send(TimelineEntry entry) => (entry.What, entry.Reason) switch
    {
        ("Sent", _) => "送信しました",
        ("Planned", null) => "送信予定",
        ("Planned", var reason) => $"送信を見合わせ中: {Word(reason)}",
        ("Claimed", _) => "送信中（結果はまだわかりません）",
        ("Withheld", var reason) => $"送りませんでした: {Word(reason)}",
        ("Failed", var reason) => $"送れませんでした: {Word(reason)}",
        ("Expired", _) => "期限が過ぎたので送りませんでした",
        (_, var reason) => $"確認が必要です: {Word(reason)}",
    };

    private static string Fallback(TimelineEntry entry) =>
        entry.FallbackFrom is null ? "" : $"（{Word(entry.FallbackFrom)}の代わり: {Word(entry.FallbackReason)}）";

    private static string Amount(TimelineEntry entry, Currency currency) => Facts.Amount(new Money(entry.AmountMinor ?? 0, currency));

    /// <summary>What has no word of its own, such as a provider's answer, stays as it is.</summary>
    private static string Word(string? word) => word is null ? "" : Words.GetValueOrDefault(word, word);
}
