using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <content>Of reports and tables.</content>
public static partial class ReportWords
{
    private static readonly LocalText Orders = new("出典: 注文台帳（数える注文だけ。返金を引いた額）", "Source: the order ledger; orders that count, less refunds");

    private static readonly LocalText Messages = new("出典: 送信台帳、配信結果、注文台帳", "Source: the send ledger, delivery events and the order ledger");

    private static readonly FrozenDictionary<ReportName, (LocalText Title, LocalText Source)> Reports = new Dictionary<ReportName, (LocalText Title, LocalText Source)>
    {
        [ReportName.Sales] = (new("月別の売上", "Sales by month"), Orders),
        [ReportName.RevenueByRank] = (new("ランク別の売上と80%ライン", "Revenue by rank and the 80 % line"), Orders),
        [ReportName.RankMigration] = (new("ランク遷移", "Rank migration"), Orders),
        [ReportName.WhatIf] = (new("ランクの条件を変えた場合", "What if a threshold were another"), Orders),
        [ReportName.Cohorts] = (new("初回購入月別のリピート率とLTV", "Repeat rate and LTV by month of first order"), Orders),
        [ReportName.SecondPurchase] = (new("F2転換率（2回目の購入）", "Second purchase (F2)"), Orders),
        [ReportName.Discounts] = (new("ランク別の値引き率と粗利率", "Discount and margin by rank"), Orders),
        [ReportName.StalledRepeaters] = (
            new("リピートしているのに育たないお客さま", "Who repeats but does not grow"),
            new(
                "直近180日とその前の180日を比べ、購入回数は増え、購入金額は増えず、紹介・口コミ・ご意見のない方。出典: 注文台帳、イベント",
                "The last 180 days beside the 180 before: more orders, no more revenue, no referral, post or opinion. Source: the order ledger and events")),
        [ReportName.PurchaseRate] = (new("配信後の購入率", "Purchase rate when approached"), Messages),
        [ReportName.Funnel] = (new("ステップ・版ごとの配信と成果", "Funnel by step and version"), Messages),
        [ReportName.Certificates] = (new("配信証明書の履歴", "Certificates"), new("出典: 配信証明書", "Source: the certificates as they were issued")),
        [ReportName.Coverage] = (
            new("シナリオの網羅マップ", "Coverage of the plan"), new("数字はシナリオの数。出典: 公開中のシナリオ", "The numbers are journeys. Source: the published journeys")),
        [ReportName.Referrers] = (new("紹介者とその他のお客さまのLTV", "LTV of referrers and others"), new("出典: 注文台帳、紹介イベント", "Source: the order ledger and referral events")),
        [ReportName.Monthly] = (new("月次レビュー", "Monthly review"), Orders),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, LocalText> Tables = Named(
        ("monthly-sales", "月別の売上と購入者", "Revenue and buyers by month"),
        ("revenue-by-rank", "ランク別の売上", "Revenue by rank"),
        ("eighty-percent-line", "80%ライン", "The 80 % line"),
        ("tenths", "購入金額の順に10等分（デシル）", "Buyers in tenths, by revenue"),
        ("rank-migration", "ランク遷移表（縦: 前、横: 後）", "From (rows) and to (columns)"),
        ("rank-moves-by-month", "月ごとのランクの動き", "Movements by month"),
        ("rank-moves", "月ごとの遷移の内訳", "Movements in detail"),
        ("what-if", "いまの条件と変えた条件", "Today beside the changed model"),
        ("what-if-matrix", "誰がどこへ移るか（縦: いま、横: 変えた場合）", "Who would move: today (rows), then (columns)"),
        ("cohort-repeat", "リピート率（2回以上購入した人の割合）", "Repeat rate: share with two orders or more"),
        ("cohort-ltv", "LTV（1人あたりの累計購入金額）", "LTV: revenue per customer so far"),
        ("second-purchase", "初回から2回目まで", "From the first order to the second"),
        ("discount-by-rank", "値引き率と粗利率", "Discount and margin"),
        ("stalled-repeaters", "お客さまの一覧", "Customers"),
        ("purchase-after-approach", "顧客分類ごとの購入率（目安: 1・5・10・20%）", "Purchase rate by class, beside 1, 5, 10 and 20 %"),
        ("step-funnel", "ステップごとの結果", "By step"),
        ("step-reasons", "配信しなかった理由", "Why messages did not go"),
        ("certificates", "日ごとの配信証明書", "By day"),
        ("coverage", "ランクと場面ごとのシナリオの数", "Journeys by rank and moment"),
        ("coverage-gaps", "シナリオのないところ", "Without any plan"),
        ("coverage-journeys", "シナリオの一覧", "The journeys"),
        ("coverage-stages", "ランクと時期ごとの、届くシナリオの数", "Journeys with a message, by rank and stage"),
        ("coverage-stage-journeys", "時期ごとのシナリオの一覧", "The journeys by stage"),
        ("referrers", "紹介者とその他", "Referrers and others"));
}
