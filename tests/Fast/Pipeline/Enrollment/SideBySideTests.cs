using FollowUpFlows.Pipeline.Enrollments;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

/// <summary>Things that are done for several customers at once.</summary>
public sealed class SideBySideTests
{
    [Fact]
    public async Task What_Waits_LetsNoMoreBeginThanMay()
    {
        SideBySide several = new(2);
        TaskCompletionSource[] gates = [new(), new(), new()];
        int begun = 0;
        Task Act(int i)
        {
            begun++;
            return gates[i].Task;
        }

        await several.AddAsync(() => Act(0));
        await several.AddAsync(() => Act(1));
        Task third = several.AddAsync(() => Act(2));
        Assert.Equal((2, false), (begun, third.IsCompleted));
        gates[1].SetResult();
        await third;
        Assert.Equal(3, begun);
        Task end = several.EndAsync();
        Assert.False(end.IsCompleted);
        gates[0].SetResult();
        gates[2].SetResult();
        await end;
    }

    [Fact]
    public async Task What_IsDoneAtOnce_IsDoneInOrder_AndItsFaultIsSeenAtOnce()
    {
        SideBySide several = new(8);
        List<int> done = [];
        for (int i = 0; i < 20; i++)
        {
            int number = i;
            await several.AddAsync(() =>
            {
                done.Add(number);
                return Task.CompletedTask;
            });
        }

        Assert.Equal(Enumerable.Range(0, 20), done);
        await Assert.ThrowsAsync<InvalidOperationException>(() => several.AddAsync(() => Task.FromException(new InvalidOperationException())));
        await several.EndAsync();
    }

    [Fact]
    public async Task Fault_OfWhatWasUnderWay_IsNotLost()
    {
        SideBySide several = new(2);
        TaskCompletionSource gate = new();
        await several.AddAsync(() => gate.Task);
        gate.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(several.EndAsync);
    }
}
