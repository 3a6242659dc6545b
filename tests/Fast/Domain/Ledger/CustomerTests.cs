using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class CustomerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly Customer Known = new("c1", At) { Email = "old@example.com", Name = "山田花子" };

    [Fact]
    public void Unknown_FirstDescription_IsTakenNormalized()
    {
        Customer customer = Customer.Unknown("c1").With(new SourceCustomer
        {
            UpdatedAt = At,
            Email = " Hanako@Example.com ",
            Phone = "+81 90 1234 5678",
            Name = " 山田 花子　",
            LineUserId = "U0123456789abcdef0123456789abcdef",
        });
        Assert.Equal(
            new Customer("c1", At)
            {
                Email = "hanako@example.com",
                Phone = "09012345678",
                Name = "山田 花子",
                LineUserId = "U0123456789abcdef0123456789abcdef",
            },
            customer);
    }

    [Theory]
    [InlineData(0)] // of two at the same time the one that arrives last
    [InlineData(1)]
    public void With_LaterDescription_Holds(int ticks) => Assert.Equal(
        new Customer("c1", At.AddTicks(ticks)) { Email = "new@example.com", Name = "佐藤花子" },
        Known.With(Said(At.AddTicks(ticks), "new@example.com", "佐藤花子")));

    [Fact]
    public void With_EarlierDescription_OnlyFillsGaps() => Assert.Equal(
        Known with { Phone = "09012345678" },
        Known.With(Said(At.AddTicks(-1), "older@example.com", "佐藤花子") with { Phone = "09012345678" }));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "  ")]
    [InlineData("not an address", "　")]
    public void With_LaterDescriptionThatSaysNothing_ForgetsNothing(string? email, string? name) =>
        Assert.Equal(Known with { UpdatedAt = At.AddDays(1) }, Known.With(Said(At.AddDays(1), email, name)));

    private static SourceCustomer Said(DateTimeOffset at, string? email, string? name) => new() { UpdatedAt = at, Email = email, Name = name };
}
