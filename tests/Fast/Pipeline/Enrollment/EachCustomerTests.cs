using System.Text.Json;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Enrollments;

public sealed class EachCustomerTests
{
    private readonly EachCustomer each = new();

    public static TheoryData<Exception> TheirOwn => new(
        new FormatException(), new InvalidOperationException(), new JsonException(), new InvalidCastException(), new StorageException("too large", isTemporary: false));

    public static TheoryData<Exception> Everybodys => new(
        new StorageException("busy", isTemporary: true), new OperationCanceledException(), new TaskCanceledException(), new HttpRequestException());

    [Theory]
    [MemberData(nameof(TheirOwn), DisableDiscoveryEnumeration = true)]
    public async Task FaultOfOneCustomer_IsKept_AndTheOthersGoOn(Exception own)
    {
        Assert.Null(await each.TryAsync("c1", () => Task.CompletedTask));
        Assert.Equal(new CustomerFault("c2", own), await each.TryAsync("c2", () => throw own));
        Assert.Null(await each.TryAsync("c3", () => Task.CompletedTask));
        Assert.Equal(2, each.Count);
        Assert.Equal([new CustomerFault("c2", own)], each.Failed);
    }

    [Theory]
    [MemberData(nameof(Everybodys), DisableDiscoveryEnumeration = true)]
    public async Task FaultThatPassesOrIsNotTheCustomers_EndsTheRound(Exception everybodys)
    {
        Assert.Same(everybodys, await Record.ExceptionAsync(() => each.TryAsync("c1", () => throw everybodys)));
        Assert.Empty(each.Failed);
    }

    [Fact]
    public async Task HundredInARow_EndTheRound_ButNotHundredAmongOthers()
    {
        await FailAsync(99);
        Assert.Null(await each.TryAsync("fine", () => Task.CompletedTask));
        await FailAsync(99);
        await Assert.ThrowsAsync<FormatException>(() => FailAsync(1));
        Assert.Equal(198, each.Failed.Count);
    }

    private async Task FailAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await each.TryAsync($"c{i}", () => throw new FormatException());
        }
    }
}
