using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

public sealed class PayloadsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Payload_OfAnyLength_ComesBackExactlyAndOnlyUnderItsHash(int length)
    {
        TestShop shop = new(new TestWorld());
        string payload = string.Concat(Enumerable.Range(0, length).Select(i => i % 3 == 0 ? "茶" : "a"))[..length];
        SendRow row = RowOf(payload);
        await shop.Payloads.WriteAsync("c1", row, payload, default);
        await shop.Payloads.WriteAsync("c1", RowOf("another"), "another", default);
        Assert.Equal(payload, await shop.Payloads.ReadAsync("c1", row, default));
        SendRow other = RowOf("another");
        Assert.Null(await shop.Payloads.ReadAsync("c1", other with { Key = other.Key with { StepId = "mail2" } }, default));
        Assert.Null(await shop.Payloads.ReadAsync("c2", other, default));
    }

    [Fact]
    public async Task Payload_Empty_TakesNoRow()
    {
        TestWorld world = new();
        await new TestShop(world).Payloads.WriteAsync("c1", RowOf(""), "", default);
        Assert.Empty(await world.Tables.DumpAsync(Tables.Payloads));
    }

    [Fact]
    public void Payload_Hash_IsLowerCaseSha256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Payloads.HashOf("abc"));  // FIPS 180-2, B.1

    private static SendRow RowOf(string payload) => new(new SendKey("j:x", "mail", 0, Channel.Email), SendState.Claimed, Told.Noon)
    {
        MessageId = "m",
        ClaimedAt = Told.Noon,
        ClaimedAtSystem = Told.Noon,
        PayloadHash = Payloads.HashOf(payload),
    };
}
