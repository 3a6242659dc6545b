using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Cli.Output;

/// <summary>The names under which hosts tell things, in words for people. What is not known here is shown under its own name.</summary>
internal static class RuntimeWords
{
    public static string Of(FactWords words, string name) => name switch
    {
        "version" => words.Say("バージョン", "version"),
        "engine" => words.Say("エンジン", "engine"),
        "shopTime" => words.Say("店舗の時計", "shop clock"),
        "drainSeconds" => words.Say("停止時の猶予（秒）", "time to finish at a stop (s)"),
        "sleepingTimers" => words.Say("待機中のタイマー", "sleeping timers"),
        "dueTimers" => words.Say("期限の来たタイマー", "timers that are due"),
        "oldestDueAt" => words.Say("最も早い期限", "earliest timer"),
        "activities" => words.Say("処理待ちのアクティビティ", "activities to run"),
        "messages" => words.Say("処理待ちのメッセージ", "messages to take in"),
        "place" => words.Say("場所", "place"),
        "reason" => words.Say("理由", "reason"),
        "remedy" => words.Say("対処", "remedy"),
        "mended" => words.Say("修復済み", "mended"),
        "folder" => words.Say("フォルダー", "folder"),
        "instanceId" => "ID",
        "name" => words.Say("種類", "kind"),
        "runtimeStatus" => words.Say("状態", "state"),
        "createdTime" => words.Say("開始", "made at"),
        "lastUpdatedTime" => words.Say("更新", "changed at"),
        "input" => words.Say("入力", "input"),
        "output" => words.Say("結果", "output"),
        "customStatus" => words.Say("詳細状態", "custom status"),
        "Timestamp" => words.Say("日時", "at"),
        "EventType" => words.Say("出来事", "event"),
        "FunctionName" => words.Say("関数", "function"),
        "Name" => words.Say("名前", "name"),
        "ScheduledTime" => words.Say("予定", "scheduled at"),
        "FireAt" => words.Say("期限", "fires at"),
        "Reason" => words.Say("理由", "reason"),
        "Input" => words.Say("入力", "input"),
        "Result" => words.Say("結果", "result"),
        _ => name,
    };
}
