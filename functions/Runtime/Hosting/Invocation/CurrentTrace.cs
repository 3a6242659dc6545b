using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The trace in which the invocation was made.</summary>
internal sealed class CurrentTrace : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id ?? "";

    public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
}
