using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.App.Functions;

/// <summary>Keeps what reports are made from.</summary>
public sealed class ReportFunctions(KeptFacts facts, RealPace pace)
{
    private static readonly TimeSpan FoldEvery = TimeSpan.FromMinutes(10);

    /// <summary>Between two times reports read whoever has changed since from their own rows.</summary>
    [Function(nameof(FoldFacts))]
    public async Task FoldFacts([TimerTrigger("50 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (pace.IsDue(nameof(FoldFacts), FoldEvery))
        {
            await facts.FoldAsync(cancellationToken);
        }
    }
}
