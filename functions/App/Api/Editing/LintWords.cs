using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What the rules of publishing say, in the words of a shop.</summary>
internal static class LintWords
{
    private static readonly FrozenDictionary<string, (LocalText What, LocalText Fix)> Words = new Dictionary<string, (LocalText, LocalText)>
    {
        ["form"] = Say(
            "このままでは読み取れない書き方があります。", "Something is written in a way that cannot be read.",
            "下の説明が指す行を直してください。", "Mend the line that the detail names."),
        ["cross-sell-to-first-time-buyers"] = Say(
            "はじめて買った方に、ほかの商品をすすめるメッセージが届きます。", "A message that recommends other goods would reach first-time buyers.",
            "お礼や使い方のメッセージに替えるか、2回目の購入のあと、または上のランクの分岐に移してください。",
            "Send thanks or know-how instead, or move it behind a second order or into a branch for higher ranks."),
        ["unreachable"] = Say(
            "だれも通らないステップがあります。", "There is a step that nobody reaches.",
            "そのステップを取り除くか、シナリオが終わるところより前に移してください。", "Remove it, or move it before the point where the journey ends."),
        ["no-fallback"] = Say(
            "LINEの友だちではない方には届きません。", "Customers who are not friends on LINE get nothing.",
            "送り方にメールを加えると、ほかの方にも届きます。", "Add e-mail as the second channel to reach the others too."),
        ["due-before-the-step-above"] = Say(
            "上のステップより早い日に予定されているため、上のステップと同時に送られます。", "It is due before the step above it, so both would go at once.",
            "日の早い順に並べるか、予定の日をあとにしてください。", "Put it above, or let it be later."),
        ["never-before-the-lapse"] = Say(
            "離脱の前に届くことがありません。", "It would never come before the lapse.",
            "離脱までの日数より短くし、対象を「現在」にしてください。", "Write fewer days than it takes to lapse, and let it be for current customers."),
        ["yearly-only-once"] = Say(
            "毎年めぐる日なのに、一生に一度しか始まりません。", "The day comes back every year, and the journey would begin in one year only.",
            "毎年送るなら「一度だけ」の設定を外してください。", "Leave 'reentry: once' out for every year."),
        ["unknown-endpoint"] = Say(
            "知らせる先のプログラムが設定にありません。", "The settings say nothing of the program that is to be told.",
            "設定の Webhooks に、その名前とアドレスを加えてください。", "Add its name and address to the settings under Webhooks."),
        ["expires-in-quiet-hours"] = Say(
            "配信不可時間帯のあいだに期限が切れ、届かない方がいます。", "It expires within the quiet hours, so some get nothing.",
            "期限を1日以上にしてください。", "Let it live for a day or longer."),
        ["at-in-quiet-hours"] = Say(
            "配信不可時間帯の時刻に予定されているため、その時間帯が明けてから届きます。", "It is due within the quiet hours, and would go at their end.",
            "配信できる時刻に変えてください。", "Write a time outside the quiet hours."),
        ["over-contact"] = Say(
            "同じ方に、短いあいだに多くのメッセージが届きます。", "The same customer would get many messages within a few days.",
            "日をあけるか、同じプランにまとめて一つずつ進むようにしてください。", "Let some be later, or let the journeys share a plan, so that one runs at a time."),
        ["sender-not-stated"] = Say(
            "法律で求められる送信者の表示（名称・住所・連絡先）が設定にありません。", "The sender is not stated as the law wants it: legal name, address and contact.",
            "設定の Shop に名称、住所、連絡先を書いてください。", "Set Shop:LegalName, Shop:Address and Shop:Contact."),
        ["promotion-in-transactional"] = Say(
            "広告を断った方にも届くシナリオに、広告が入っています。", "A message advertises in a journey that also goes to people who refused advertising.",
            "広告用（marketing）のシナリオに移してください。", "Move it to a marketing journey."),
        ["unknown-topic"] = Say(
            "この話題は設定にないため、お客さまが話題ごとに断れません。", "The settings do not name the topic, so nobody can refuse it by itself.",
            "設定の Topics に加えてください。", "Add it to the settings under Topics."),
        ["ranks-without-a-journey"] = Say(
            "移った先のランクに、受け継ぐシナリオがありません。", "No journey of the plan takes over for some rank.",
            "そのランクのシナリオを作るか、意図どおりであればそのまま公開してください。", "Write a journey for it, or publish as it is if that is meant."),
        ["two-journeys-for-one-cause"] = Say(
            "同じ出来事で、同じランクの方に、同じプランのシナリオが二つ始まりえます。", "One cause could start two journeys of one plan for the same ranks.",
            "ランクか起点で分けてください。始まるのはどちらか一つです。", "Tell them apart by rank or trigger; only one of them begins."),
        ["split-with-one-arm"] = Say(
            "分け先が一つだけで、くらべる相手がありません。", "The split has one arm, so nothing is compared.",
            "もう一つの分け先を加えてください。何も送らない分け先でもかまいません。", "Add another arm; one without steps will do."),
        ["split-with-several-holdouts"] = Say(
            "何も送らない分け先が二つ以上あり、同じものになっています。", "Several arms have no steps, and are the same holdout.",
            "一つだけ残してください。", "Leave one of them."),
        ["split-weights"] = Say(
            "割合が0の分け先には、だれも入りません。", "Nobody falls into an arm whose weight is 0.",
            "割合を1以上にするか、その分け先を取り除いてください。", "Give it a weight, or remove the arm."),
        ["holdout-in-transactional"] = Say(
            "ご購入にともなうお知らせを、一部の方に送らないことになります。", "Some would miss what belongs to their purchase.",
            "非配信群を外すか、広告用（marketing）のシナリオにしてください。", "Remove the holdout, or make the journey marketing."),
        ["no-hypothesis"] = Say(
            "この変更で何を期待するかが書かれていません。", "Nobody said what is expected of the change.",
            "仮説を書くと、ひと月後に結果がわかります。", "Add a hypothesis, and its verdict is given in a month."),
        ["no-holdout"] = Say(
            "くらべる相手がいないため、前後の比較しかできません。", "There is nobody to compare with, so only before and after can be compared.",
            "非配信群（holdout: 0.1 など）か、A/B の分け先を加えてください。", "Add a holdout such as 0.1, or a split."),
        ["check-before-the-window-ends"] = Say(
            "判定の日に、成果計測期間がまだ終わっていません。", "On the day of the verdict nobody's window has passed.",
            "判定までの日数を、計測期間より長くしてください。", "Let 'checkAfter' be longer than 'window'."),
        ["unused-file"] = Say(
            "どのシナリオからも使われていません。", "Nothing uses this file.",
            "シナリオのステップで使うか、そのままでもかまいません。", "Use it in a step of a journey, or leave it."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Rules that have words.</summary>
    public static IEnumerable<string> Rules => Words.Keys;

    public static (LocalText What, LocalText Fix) Of(string rule) =>
        Words.TryGetValue(rule, out (LocalText What, LocalText Fix) words) ? words : throw new NotSupportedException($"The rule '{rule}' has no words.");

    private static (LocalText What, LocalText Fix) Say(string whatJa, string whatEn, string fixJa, string fixEn) =>
        (new LocalText(whatJa, whatEn), new LocalText(fixJa, fixEn));
}
