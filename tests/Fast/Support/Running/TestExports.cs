using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>The operator's folder, by file name.</summary>
internal sealed class TestExports : IExports
{
    public ConcurrentDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public Task WriteAsync(string name, string json, CancellationToken cancellationToken)
    {
        Files[name] = json;
        return Task.CompletedTask;
    }
}
