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
        _ => name.Split('.') is [var first, .., var last] ? OfPart(words, first, name[(first.Length + 1)..], last) ?? name : name,
    };

    /// <summary>What a value says, where it is a word of ours.</summary>
    public static string OfValue(FactWords words, string name, string text) => (name, text) switch
    {
        ("engine", "running") => words.Say("稼働中", text),
        ("engine", "not-running") => words.Say("停止中（サーバーは動いていません）", text),
        ("engine", "stopped") => words.Say("停止", text),
        ("engine", "failed") => words.Say("異常停止", text),
        _ => text,
    };

    /// <summary>A part of a list: <c>queues.intake.waiting</c>. Names of files have dots themselves.</summary>
    private static string? OfPart(FactWords words, string list, string rest, string last)
    {
        string item = rest.Length > last.Length ? rest[..^(last.Length + 1)] : rest;
        return (list, last) switch
        {
            ("instances", _) => words.Say($"シナリオの実行：{State(words, rest)}", $"instances: {State(words, rest)}"),
            ("queues", "waiting") => words.Say($"待ち行列「{Queue(words, item)}」：処理待ち", $"queue '{Queue(words, item)}': waiting"),
            ("queues", "poison") => words.Say($"待ち行列「{Queue(words, item)}」：処理できなかった件数", $"queue '{Queue(words, item)}': could not be dealt with"),
            ("files", "bytes") => words.Say($"ファイル {item}：大きさ（バイト）", $"file {item}: bytes"),
            ("files", "logBytes") => words.Say($"ファイル {item}：書き込みログ（バイト）", $"file {item}: bytes of its log"),
            ("unreadable", _) => words.Say($"読めない履歴 {item}", $"unreadable history {item}"),
            _ => null,
        };
    }

    private static string State(FactWords words, string state) => state switch
    {
        "Running" => words.Say("実行中", "running"),
        "Pending" => words.Say("開始待ち", "pending"),
        "Completed" => words.Say("完了", "completed"),
        "Failed" => words.Say("失敗", "failed"),
        "Terminated" => words.Say("打ち切り", "terminated"),
        "Suspended" => words.Say("一時停止", "suspended"),
        _ => state,
    };

    private static string Queue(FactWords words, string queue) => queue switch
    {
        "intake" => words.Say("受信した通知", "webhooks taken in"),
        "intake-poison" => words.Say("処理できなかった通知", "webhooks that failed"),
        "fetches" => words.Say("店への問い合わせ", "questions to shops"),
        "fetches-poison" => words.Say("できなかった問い合わせ", "questions that failed"),
        "visits" => words.Say("開封とクリック", "opens and clicks"),
        _ => queue,
    };
}
