using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

/// <summary>What arrives late must not leave another result than what arrives in time.</summary>
public sealed class LateArrivalTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Of each part the newest statement holds, however the three arrive.</summary>
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 1)]
    public void Customer_ThreeDescriptionsInAnyOrder_KeepsTheNewestOfEachPart(params int[] arrivals)
    {
        SourceCustomer[] said =
        [
            new() { UpdatedAt = At.AddDays(1), Email = "first@example.com", Name = "山田花子" },
            new() { UpdatedAt = At.AddDays(2), Email = "second@example.com" },
            new() { UpdatedAt = At.AddDays(3), Name = "佐藤花子" },
        ];
        Customer customer = arrivals.Aggregate(Customer.Unknown("c1"), (known, number) => known.With(said[number - 1]));
        Assert.Equal(("second@example.com", "佐藤花子", At.AddDays(3)), (customer.Email, customer.Name, customer.UpdatedAt));
    }
}
