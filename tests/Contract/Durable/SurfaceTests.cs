using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>The parts of the official surface that hold rules of their own.</summary>
public sealed class SurfaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void RetryPolicy_AtItsBounds_IsAccepted()
    {
        RetryPolicy policy = new(1, TimeSpan.FromTicks(1), 1, TimeSpan.FromTicks(1), TimeSpan.FromTicks(1));

        Assert.Equal((1, 1.0), (policy.MaxNumberOfAttempts, policy.BackoffCoefficient));
        Assert.Equal(TimeSpan.FromHours(1), new RetryPolicy(2, Second).MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(2, Second).RetryTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(2, Second, 1, Timeout.InfiniteTimeSpan).MaxRetryInterval);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1)]
    [InlineData(1, 0, 1, 1, 1)]
    [InlineData(1, 1, 0.99, 1, 1)]
    [InlineData(1, 1, double.NaN, 1, 1)]
    [InlineData(1, 2, 1, 1, 2)]
    [InlineData(1, 2, 1, 2, 1)]
    public void RetryPolicy_BeyondItsBounds_IsRefused(int attempts, int first, double backoff, int longest, int timeout) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RetryPolicy(attempts, Second * first, backoff, Second * longest, Second * timeout));

    [Fact]
    public void TaskName_IgnoresCase_AndComesFromText()
    {
        TaskName name = "Send";

        Assert.True(name == new TaskName("SEND"));
        Assert.Equal(name.GetHashCode(), new TaskName("send").GetHashCode());
        Assert.Equal("Send", name);
        Assert.True(default(TaskName) == new TaskName(string.Empty));
    }

    [Fact]
    public void SubOrchestrationOptions_TakeOverWhatTheyAreMadeFrom()
    {
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, Second)) with { Tags = new Dictionary<string, string>() };

        SubOrchestrationOptions child = options.WithInstanceId("child");
        SubOrchestrationOptions copy = new((TaskOptions)child);

        Assert.Same(options.Retry, copy.Retry);
        Assert.Same(options.Tags, copy.Tags);
        Assert.Equal("child", copy.InstanceId);
    }

    [Fact]
    public async Task Pageable_GoesThroughEmptyPagesToTheLast()
    {
        AsyncPageable<int> pages = Pageable.Create<int>((token, _) => Task.FromResult(token switch
        {
            null => new Page<int>([1, 2], "a"),
            "a" => new Page<int>([], "b"),
            _ => new Page<int>([3]),
        }));

        List<int> all = [];
        await foreach (int value in pages)
        {
            all.Add(value);
        }

        Assert.Equal([1, 2, 3], all);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("beta", "alpha", 1)]
    [InlineData("Beta", "beta", 0)]
    public void Versions_CompareAsNumbersWhereTheyAre(string version, string other, int sign) =>
        Assert.Equal(sign, Math.Sign(VersionOrder.Compare(version, other)));

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    public void Metadata_KnowsWhatHasFinished(OrchestrationRuntimeStatus status, bool isCompleted) =>
        Assert.Equal(isCompleted, new OrchestrationMetadata("n", "i") { RuntimeStatus = status }.IsCompleted);

    [Fact]
    public void Statuses_HaveTheirOfficialNumbers() => Assert.Equal(
        ["Running", "Completed", "ContinuedAsNew", "Failed", "Canceled", "Terminated", "Pending", "Suspended"],
        Enum.GetNames<OrchestrationRuntimeStatus>());
}
