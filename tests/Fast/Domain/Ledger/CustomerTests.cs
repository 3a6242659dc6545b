using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Ledger;

public sealed class CustomerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly Customer Known = Customer.Unknown("c1").With(Said(At, "old@example.com", "山田花子"));

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
            ("c1", At, "hanako@example.com", "09012345678", "山田 花子", "U0123456789abcdef0123456789abcdef"),
            (customer.CustomerId, customer.UpdatedAt, customer.Email, customer.Phone, customer.Name, customer.LineUserId));
    }

    [Fact]
    public void With_LaterDescription_Holds()
    {
        Customer customer = Known.With(Said(At.AddTicks(1), "new@example.com", "佐藤花子"));
        Assert.Equal((At.AddTicks(1), "new@example.com", "佐藤花子"), (customer.UpdatedAt, customer.Email, customer.Name));
    }

    [Fact]
    public void With_AnotherDescriptionOfTheSameMoment_GivesTheSameWhicheverComesFirst()
    {
        Customer other = Customer.Unknown("c1").With(Said(At, "new@example.com", "佐藤花子"));
        Customer one = Known.With(Said(At, "new@example.com", "佐藤花子"));
        Customer two = other.With(Said(At, "old@example.com", "山田花子"));
        Assert.Equal(one, two);
    }

    [Fact]
    public void With_EarlierDescription_OnlyFillsGaps()
    {
        Customer customer = Known.With(Said(At.AddTicks(-1), "older@example.com", "佐藤花子") with { Phone = "09012345678" });
        Assert.Equal((At, "old@example.com", "山田花子", "09012345678"), (customer.UpdatedAt, customer.Email, customer.Name, customer.Phone));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "  ")]
    [InlineData("not an address", "　")]
    public void With_LaterDescriptionThatSaysNothing_ForgetsNothing(string? email, string? name) =>
        Assert.Equal(Known with { UpdatedAt = At.AddDays(1) }, Known.With(Said(At.AddDays(1), email, name)));

    private static SourceCustomer Said(DateTimeOffset at, string? email, string? name) => new() { UpdatedAt = at, Email = email, Name = name };
}
