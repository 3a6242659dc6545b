using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline;

namespace FollowUpFlows.Cli.Output;

/// <summary>The words of certificates, for shop owners.</summary>
internal sealed class CertificateWords(Language language)
{
    public string Say(string ja, string en) => language == Language.Ja ? ja : en;

    public string State(string state) => state switch
    {
        "Sent" => Say("送信済み", "sent"),
        "Withheld" => Say("配信見送り", "withheld"),
        "Failed" => Say("送信失敗", "failed"),
        "Expired" => Say("期限切れ", "expired"),
        "Planned" => Say("予定", "planned"),
        "Claimed" => Say("送信中", "claimed"),
        "Held" => Say("保留（人の判断待ち）", "held"),
        _ => state,
    };

    public string Channel(string channel) => channel == "Email" ? Say("メール", "e-mail") : channel.ToUpperInvariant();

    public string Reason(string? reason) => reason switch
    {
        null => "",
        "NoAddress" => Say("宛先なし", "no address"),
        "NoConsent" => Say("配信同意なし", "no consent"),
        "OrderNoLongerCounts" => Say("注文の取消・返品", "the order was called off"),
        "Suppressed" => Say("配信停止リスト", "suppressed"),
        "TopicDeclined" => Say("お客さまが選ばなかったトピック", "topic declined"),
        "Paused" => Say("お客さまが休止中", "paused by the customer"),
        "FrequencyChoice" => Say("お客さまが選んだ頻度", "as often as the customer wants"),
        "NotOnAllowList" => Say("お試し中（許可リスト外）", "not on the allow-list"),
        "EnrollmentEnded" => Say("シナリオの終了", "the enrollment ended"),
        "Holdout" => Say("非配信群（対照群）", "held out"),
        "QuietHours" => Say("配信不可時間帯", "quiet hours"),
        "Window" => Say("配信可能時間帯の外", "outside the sending hours"),
        "PauseDates" => Say("お店の配信休止期間", "the shop's days without marketing"),
        "JourneyPaused" => Say("シナリオの自動停止中", "the journey pauses"),
        "BroadcastPaused" => Say("一斉配信の一時停止中", "the broadcast pauses"),
        "FrequencyCap" => Say("配信頻度上限", "frequency cap"),
        _ => reason,
    };

    public string Kind(FindingKind kind) => kind switch
    {
        FindingKind.Deferred => Say("延期", "deferred"),
        FindingKind.Held => Say("保留（人の判断待ち）", "held for a person"),
        FindingKind.Planned => Say("未処理", "not decided"),
        FindingKind.Claimed => Say("送信中のまま", "not settled"),
        FindingKind.DeferralPassed => Say("延期先の時刻を過ぎて未処理", "deferred, and late again"),
        FindingKind.ChoiceOverdue => Say("分岐が未決定", "way not chosen"),
        FindingKind.RowMissing => Say("台帳に記録なし", "missing in the ledger"),
        FindingKind.RowAdded => Say("予定にない記録", "not due"),
        FindingKind.DueDiffers => Say("予定時刻の相違", "other due time"),
        FindingKind.SeveralRows => Say("二重の記録", "several rows"),
        FindingKind.ProofMissing => Say("証拠の欠落", "proof missing"),
        FindingKind.TooEarly => Say("予定より前の送信", "before it was due"),
        FindingKind.Unreadable => Say("読み取り不能", "unreadable"),
        FindingKind.EnrollmentMissing => Say("対象者の記録なし", "enrollment missing"),
        FindingKind.NotIndexed => Say("索引の欠落", "not indexed"),
        FindingKind.EndedEarly => Say("途中で完了扱い", "completed early"),
        FindingKind.JourneyMissing => Say("シナリオの版なし", "journey missing"),
        _ => kind.ToString(),
    };
}
