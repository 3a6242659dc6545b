using System.Collections.Concurrent;
using System.Diagnostics;

namespace FollowUpFlows.Tests.Contract.Durable.Telemetry;

/// <summary>A caller with a trace of its own, and the spans that come of it. Other tests run beside this one: of theirs it sees nothing.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivitySource source = new($"caller {Guid.NewGuid():N}");
    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener listener;

    public SpanRecorder(params string[] sources)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == source.Name || sources.Contains(s.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> o) =>
                o.Parent.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ActivityTraceId Trace => trace;

    public IReadOnlyList<Activity> All => [.. ended];

    /// <summary>The caller's span; its parent is in another process.</summary>
    public Activity Begin() => source.StartActivity(
        "Caller", ActivityKind.Client, new ActivityContext(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "shop=1", isRemote: true))!;

    /// <summary>A span within whatever runs; null outside the caller's trace.</summary>
    public Activity? Within(string name) => source.StartActivity(name);

    public IReadOnlyList<Activity> Named(string name, ActivityKind kind) => [.. ended.Where(a => a.OperationName == name && a.Kind == kind)];

    public Activity Single(string name, ActivityKind kind) => Named(name, kind).Single();

    public void Dispose()
    {
        listener.Dispose();
        source.Dispose();
    }
}
