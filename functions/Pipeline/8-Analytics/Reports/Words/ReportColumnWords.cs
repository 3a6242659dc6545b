using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <content>Of columns, and of words in cells.</content>
public static partial class ReportWords
{
    private static readonly FrozenDictionary<string, LocalText> Columns = Named(
        ("month", "月", "month"), ("day", "日", "day"), ("cohort", "初回購入月", "first order"), ("group", "区分", "group"), ("customer", "顧客", "customer"),
        ("rank", "ランク", "rank"), ("best-rank", "最上位ランク", "best rank"), ("from", "前のランク", "from"), ("to", "後のランク", "to"), ("sum", "合計", "sum"), ("tenth", "層", "tenth"),
        ("current", "現在", "current"), ("lapsed", "離脱", "lapsed"), ("current-then", "変更後の現在", "current then"), ("lapsed-then", "変更後の離脱", "lapsed then"),
        ("customers", "人数", "customers"), ("customer-share", "人数の割合", "share of customers"), ("buyers", "購入者", "buyers"), ("new-buyers", "新規", "new"), ("repeat-buyers", "リピート", "repeat"),
        ("revenue", "売上", "revenue"), ("revenue-share", "売上の割合", "share of revenue"), ("revenue-share-then", "変更後の売上の割合", "share of revenue then"),
        ("revenue-so-far", "累計の割合", "share so far"), ("revenue-each", "1人あたり売上", "revenue each"), ("yardstick", "目安", "yardstick"),
        ("buyers-of-80", "売上の80%を占める人数", "buyers who bring 80 %"), ("buyers-of-80-share", "その割合", "their share"),
        ("orders", "注文数", "orders"), ("average-order", "平均注文単価", "average order"), ("repeat-rate", "リピート率", "repeat rate"),
        ("up", "上がった", "up"), ("down", "下がった", "down"), ("same", "同じ", "same"), ("newly-lapsed", "離脱した", "lapsed"), ("reactivated", "復活した", "reactivated"),
        ("newly-known", "新しく登録", "newly known"), ("ever", "これまで", "so far"), ("median-days", "2回目までの日数（中央値）", "median days"),
        ("discount", "値引き額", "discount"), ("discount-share", "値引き率", "discount share"), ("cost-known-share", "原価のわかる割合", "share with known cost"), ("margin-share", "粗利率", "margin share"),
        ("orders-before", "前の180日の回数", "orders before"), ("orders-now", "直近180日の回数", "orders now"),
        ("revenue-before", "前の180日の金額", "revenue before"), ("revenue-now", "直近180日の金額", "revenue now"),
        ("approaches", "配信した日×人", "approaches"), ("answered", "購入", "ordered"), ("purchase-rate", "購入率", "purchase rate"), ("low", "下限(95%)", "low (95 %)"), ("high", "上限(95%)", "high (95 %)"),
        ("waiting", "計測期間中", "still waiting"),
        ("journey", "シナリオ", "journey"), ("version", "版", "version"), ("step", "ステップ", "step"), ("due", "配信予定", "due"), ("sent", "送信", "sent"), ("withheld", "見送り", "withheld"),
        ("failed", "失敗", "failed"), ("expired", "期限切れ", "expired"), ("held", "保留", "held"), ("open", "未処理", "open"), ("clicked", "クリック", "clicked"), ("click-rate", "クリック率", "click rate"),
        ("state", "状態", "state"), ("reason", "理由", "reason"), ("count", "件数", "count"),
        ("certificate", "証明書", "certificate"), ("number", "番号", "number"), ("settled", "処理済み", "settled"), ("deferred", "延期", "deferred"), ("discrepancies", "矛盾", "contradictions"),
        ("after-order", "購入後", "after an order"), ("lapse", "離脱前・離脱", "lapse"), ("dates", "誕生日・記念日", "birthday, anniversary"), ("news", "一斉配信", "broadcasts"), ("other", "その他", "other"),
        ("at-once", "当日", "the same day"), ("day-3", "3日目ごろ", "around day 3"), ("week-1", "1週間ごろ", "around week 1"), ("later", "1か月ごろ", "around a month"),
        ("birthday", "誕生日", "birthday"), ("anniversary", "記念日", "anniversary"), ("before-lapse", "離脱の前", "before lapse"), ("after-lapse", "離脱の後", "after lapse"),
        ("moment", "場面", "moment"), ("stage", "時期", "stage"));

    private static readonly FrozenDictionary<string, LocalText> Words = Named(
        ("all", "全体", "all"), ("referrers", "紹介者", "referrers"), ("others", "その他", "others"),
        ("missing", "なし", "none"), ("holds", "OK", "holds"), ("does-not-hold", "NG", "does not hold"), ("altered", "改ざんの疑い", "altered"),
        ("after-order", "購入後", "after an order"), ("lapse", "離脱前・離脱", "lapse"), ("dates", "誕生日・記念日", "birthday, anniversary"), ("news", "一斉配信", "broadcasts"), ("other", "その他", "other"),
        ("at-once", "当日", "the same day"), ("day-3", "3日目ごろ", "around day 3"), ("week-1", "1週間ごろ", "around week 1"), ("later", "1か月ごろ", "around a month"),
        ("birthday", "誕生日", "birthday"), ("anniversary", "記念日", "anniversary"), ("before-lapse", "離脱の前", "before lapse"), ("after-lapse", "離脱の後", "after lapse"),
        ("Withheld", "見送り", "withheld"), ("Failed", "失敗", "failed"), ("Expired", "期限切れ", "expired"),
        ("NoAddress", "宛先なし", "no address"), ("NoConsent", "配信同意なし", "no consent"), ("OrderNoLongerCounts", "注文の取消・返品", "the order was called off"),
        ("Suppressed", "配信停止リスト", "suppressed"), ("Holdout", "非配信群（対照群）", "held out"), ("EnrollmentEnded", "シナリオの終了", "the enrollment ended"),
        ("TopicDeclined", "お客さまが選ばなかったトピック", "topic declined"), ("Paused", "お客さまが休止中", "paused by the customer"),
        ("FrequencyChoice", "お客さまが選んだ頻度", "as often as the customer wants"), ("NotOnAllowList", "お試し中（許可リスト外）", "not on the allow-list"),
        ("QuotaReserved", "LINEの残り通数を取り置き", "kept for transactional messages"),
        ("LineBudget", "一斉配信のLINE通数の上限", "the broadcast's limit of LINE messages"));
}
