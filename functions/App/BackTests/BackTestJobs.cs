using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.BackTests;

/// <summary>Runs back-tests beside the shop, one at a time. They live in memory: one whose process ended has failed.</summary>
/// <param name="backTest">Null where nothing can run them: on an Azure Functions host.</param>
internal sealed class BackTestJobs(BackTestStore store, PublishedFiles published, ReadPast past, TrialVersions versions, CheckAgainstLedger check, Clocks clocks, ILogger<BackTestJobs> logger, IBackTest? backTest = null) : IDisposable
{
    private readonly Lock door = new();
    private readonly CancellationTokenSource stopping = new();
    private Running? running;

    /// <summary>Whether there is anything that can run them.</summary>
    public bool IsAvailable => backTest is not null;

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    /// <summary>Begins one.</summary>
    /// <param name="drafts">The set with the drafts, without faults; null when only what is live is tried.</param>
    /// <param name="isChecked">Whether what is live is compared with the ledger; then consents hold from their own time on.</param>
    /// <param name="choice">Who gets which version of a journey that is rolled out.</param>
    /// <returns>The job; null while another one runs.</returns>
    public async Task<BackTestJob?> BeginAsync(TemplateSet? drafts, bool withPublished, bool isChecked, TrialVersionChoice choice, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        BackTestJob job = new(Guid.NewGuid().ToString("N"), BackTestState.Running, from, until, clocks.System.GetUtcNow(), []);
        Running mine = new(job.Id, CancellationTokenSource.CreateLinkedTokenSource(stopping.Token));
        lock (door)
        {
            if (running is not null)
            {
                return null;
            }

            running = mine;
        }

        try
        {
            await store.TidyAsync(cancellationToken);
            await store.KeepAsync(job, cancellationToken);
        }
        catch
        {
            running = null;
            throw;
        }

        _ = Task.Run(() => RunAsync(job, mine, drafts, withPublished, isChecked, choice), CancellationToken.None);
        return job;
    }

    /// <summary>How far it has come: days that have passed, of all, while it runs.</summary>
    public async Task<(BackTestJob? Job, int Passed, int Days)> FindAsync(string id, CancellationToken cancellationToken)
    {
        Running? mine = running;
        BackTestJob? job = await store.FindAsync(id, cancellationToken);
        if (job is not { State: BackTestState.Running })
        {
            return (job, 0, 0);
        }

        return mine?.Id == id || running?.Id == id
            ? (job, mine?.Passed ?? 0, mine?.Days ?? 0)
            : (job with { State = BackTestState.Failed, Fault = "The process that ran it has ended; ask for it again." }, 0, 0);
    }

    /// <summary>Stops it.</summary>
    /// <returns>False when it does not run.</returns>
    public bool Stop(string id)
    {
        if (running is not { } mine || mine.Id != id)
        {
            return false;
        }

        mine.Stop.Cancel();
        return true;
    }

    private async Task RunAsync(BackTestJob job, Running mine, TemplateSet? drafts, bool withPublished, bool isChecked, TrialVersionChoice choice)
    {
        BackTestJob after = job;
        try
        {
            after = await TryAsync(job, mine, drafts, withPublished, isChecked, choice);
        }
        catch (OperationCanceledException) when (mine.Stop.IsCancellationRequested)
        {
            after = job with { State = BackTestState.Stopped };
        }
        catch (BackTestException e)
        {
            after = job with { State = BackTestState.Failed, Fault = e.Message };
        }
        catch (Exception e)
        {
            logger.BackTestFailed(e);
            after = job with { State = BackTestState.Failed, Fault = "Something went wrong; the log says what." };
        }

        try
        {
            await store.KeepAsync(after, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.BackTestFailed(e);
        }

        running = null;
        mine.Stop.Dispose();
    }

    private async Task<BackTestJob> TryAsync(BackTestJob job, Running mine, TemplateSet? drafts, bool withPublished, bool isChecked, TrialVersionChoice choice)
    {
        CancellationToken token = mine.Stop.Token;
        if (await past.UntilAsync(job.Until, isChecked, token) is not { } happened)
        {
            return job with { State = BackTestState.Failed, Fault = $"There are more than {ReadPast.OrdersMax} orders up to that day, which are too many." };
        }

        List<(BackTestPlan Plan, TemplateSet Set)> plans = drafts is null ? [] : [(BackTestPlan.Drafts, drafts)];
        if (withPublished)
        {
            plans.Add((BackTestPlan.Published, await published.SetAsync(token)));
        }

        DateOnly first = happened.Orders.Count == 0 ? job.From : happened.Orders.Min(o => DateOnly.FromDateTime(o.Row.Order.OrderedAt.UtcDateTime));
        mine.Days = plans.Count * (job.Until.DayNumber - Math.Min(first.DayNumber, job.From.DayNumber) + 1);
        IReadOnlyList<RolledOut> rollouts = await versions.OpenAsync(choice, token);
        foreach ((BackTestPlan plan, TemplateSet set) in plans)
        {
            BackTestInput input = new(set, happened, job.From, job.Until)
            {
                Rollouts = rollouts,
                Check = isChecked && plan == BackTestPlan.Published ? await check.BeginAsync(job.From, job.Until, CheckAgainstLedger.Within, token) : null,
            };
            BackTestFigures figures = await backTest!.RunAsync(input, mine, token);
            job = job with { Results = [.. job.Results, new BackTestResult(plan, figures)] };
        }

        return job with { State = BackTestState.Done };
    }

    private sealed class Running(string id, CancellationTokenSource stop) : IProgress<int>
    {
        private int passed;

        public string Id { get; } = id;

        public CancellationTokenSource Stop { get; } = stop;

        public int Days { get; set; }

        public int Passed => Math.Min(Volatile.Read(ref passed), Days);

        public void Report(int value) => Interlocked.Add(ref passed, value);
    }
}
