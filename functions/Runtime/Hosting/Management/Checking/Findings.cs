using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What a check of all files has found.</summary>
internal sealed class Findings
{
    private const string RestoreRemedy = "Restore a backup; until then copy the whole folder, and delete nothing.";
    private const string IndexRemedy = "Stop the server, and run 'followup runtime check --repair'.";

    public List<PageFinding> Pages { get; } = [];

    public List<(SqliteFile File, EngineFinding Finding)> Engine { get; } = [];

    public List<RowFinding> Rows { get; } = [];

    /// <summary>Pages are never mended, and beside damaged ones nothing is.</summary>
    public bool CanBeMended => Pages.All(p => p.IsOfAnIndex)
        && (Pages.Count > 0 || Engine.Any(e => e.Finding.Mend is not null) || Rows.Any(r => r.CanBeMended));

    /// <param name="isMended">What can be mended has been.</param>
    public JsonArray ToJson(bool isMended)
    {
        bool isDone = isMended && CanBeMended;
        return
        [
            .. Pages.Select(p => Json(
                Path.GetFileName(p.File.FullPath), p.Reason, p.IsOfAnIndex ? IndexRemedy : RestoreRemedy, isDone && p.IsOfAnIndex)),
            .. Engine.Select(e => Json(e.Finding.Place, e.Finding.Reason, e.Finding.Remedy, isDone && e.Finding.Mend is not null)),
            .. Rows.Select(r => Json(r.Place, r.Reason, r.Remedy, isDone && r.CanBeMended)),
        ];
    }

    private static JsonObject Json(string place, string reason, string remedy, bool isMended) =>
        new() { ["place"] = place, ["reason"] = reason, ["remedy"] = remedy, ["mended"] = isMended };
}
