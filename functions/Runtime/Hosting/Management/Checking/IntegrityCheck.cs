using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Looks for what cannot be read or does not fit together, while the server works, and mends what follows from something else,
/// while it does not.</summary>
internal sealed class IntegrityCheck(
    IEnumerable<OpenFile> files, IEnumerable<IRowCheck> rowChecks, EngineCheck engineCheck, DurableEngine engine, Backups backups)
{
    /// <returns><c>findings</c>, each with <c>place</c>, <c>reason</c>, <c>remedy</c> and whether it is <c>mended</c>; none: all is well.
    /// And where the <c>backup</c> lies that was made before something was changed.</returns>
    /// <exception cref="InvalidOperationException">A repair, while the engine runs, or without a backup.</exception>
    public async Task<JsonObject> RunAsync(bool isRepair, CancellationToken cancellationToken)
    {
        if (isRepair && engine.IsRunning)
        {
            throw new InvalidOperationException("A repair changes what the engine has in memory. Stop the server first.");
        }

        Findings found = await LookAsync(cancellationToken);
        JsonObject report = [];
        if (isRepair && found.CanBeMended)
        {
            report["backup"] = (await backups.MakeAsync())["folder"]!.DeepClone();
            await MendAsync(found, cancellationToken);
        }

        report["findings"] = found.ToJson(isMended: isRepair);
        return report;
    }

    private async Task<Findings> LookAsync(CancellationToken cancellationToken)
    {
        Findings found = new();
        foreach (SqliteFile file in files.Select(f => f.File))
        {
            found.Pages.AddRange(await Task.Run(() => PageCheck.Of(file), cancellationToken));
        }

        // Where pages are damaged nothing that is read can be trusted, and what is written may make it worse.
        if (found.Pages.All(p => p.IsOfAnIndex))
        {
            foreach (SqliteFile file in files.Select(f => f.File).Where(f => Path.GetFileName(f.FullPath) == RuntimeFile.Name))
            {
                found.Engine.AddRange((await Task.Run(() => engineCheck.Run(file), cancellationToken)).Select(f => (file, f)));
            }

            foreach (IRowCheck check in rowChecks)
            {
                found.Rows.AddRange(await Task.Run(() => check.RunAsync(repair: false, cancellationToken), cancellationToken));
            }
        }

        return found;
    }

    private async Task MendAsync(Findings found, CancellationToken cancellationToken)
    {
        foreach (SqliteFile file in found.Pages.Select(p => p.File).Distinct())
        {
            await file.WriteAsync(static s => s.Execute("REINDEX"), CancellationToken.None);
        }

        foreach (IGrouping<SqliteFile, (SqliteFile File, EngineFinding Finding)> own in found.Engine.GroupBy(f => f.File))
        {
            await own.Key.WriteAsync(
                session =>
                {
                    foreach ((_, EngineFinding finding) in own)
                    {
                        finding.Mend?.Invoke(session);
                    }

                    return 0;
                },
                CancellationToken.None);
        }

        foreach (IRowCheck check in rowChecks)
        {
            await check.RunAsync(repair: true, cancellationToken);
        }
    }
}
