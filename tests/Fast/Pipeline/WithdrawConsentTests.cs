using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>Whoever stops marketing must not get it any more, whatever was said before and whatever the clocks show.</summary>
public sealed class WithdrawConsentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private readonly CustomerStore customers;
    private readonly RecordOrder ledger;
    private readonly WithdrawConsent withdraw;

    public WithdrawConsentTests()
    {
        InMemoryEntityTables tables = new();
        ShopSettings shop = new() { Calendar = Shop.Tokyo, Sender = new SenderFacts("花の店", new Uri("https://hana.example/"), "花の店株式会社", "東京都", "03-1234-5678") };
        ManualClock clock = new(Now);
        customers = new CustomerStore(tables);
        ledger = new RecordOrder(customers, new CustomerAliases(tables), new OrderAliases(tables), shop);
        withdraw = new WithdrawConsent(customers, new Clocks(clock, clock));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)] // the source's clock is ahead, or the shop clock shows an earlier day
    public async Task RunAsync_AfterAGrant_HoldsOnEveryChannel(int grantedSecondsAhead)
    {
        string customerId = await SaysAsync(ConsentState.Granted, Now.AddSeconds(grantedSecondsAhead));
        Assert.True(await withdraw.RunAsync(customerId, "unsubscribe-link", CancellationToken.None));
        CustomerState state = await customers.LoadAsync(customerId, CancellationToken.None);
        Assert.Equal(ConsentState.Withdrawn, state.Consents[Channel.Email].State);
        Assert.Equal(ConsentState.Withdrawn, state.Consents[Channel.Line].State);
    }

    [Fact]
    public async Task RunAsync_GrantToldAgainAfterwards_StaysWithdrawn()
    {
        string customerId = await SaysAsync(ConsentState.Granted, Now);
        await withdraw.RunAsync(customerId, "unsubscribe-link", CancellationToken.None);
        await SaysAsync(ConsentState.Granted, Now);
        Assert.Equal(ConsentState.Withdrawn, (await customers.LoadAsync(customerId, CancellationToken.None)).Consents[Channel.Email].State);
    }

    [Theory]
    [InlineData(ConsentState.Granted, ConsentState.Withdrawn)]
    [InlineData(ConsentState.Withdrawn, ConsentState.Granted)]
    public async Task Consents_OfOneInstant_TheRefusalHolds(params ConsentState[] states)
    {
        string customerId = "";
        foreach (ConsentState state in states)
        {
            foreach (string source in new[] { "form-1", "form-2", "form-3", "form-4" })
            {
                customerId = await SaysAsync(state, Now, source);
            }
        }

        Assert.Equal(ConsentState.Withdrawn, (await customers.LoadAsync(customerId, CancellationToken.None)).Consents[Channel.Email].State);
    }

    [Fact]
    public async Task RunAsync_UnknownCustomer_IsFalse() => Assert.False(await withdraw.RunAsync("c1", "unsubscribe-link", CancellationToken.None));

    private async Task<string> SaysAsync(ConsentState state, DateTimeOffset at, string source = "form") => (await ledger.CustomerAsync(
        "standard",
        new SourceCustomer { ExternalId = "1", UpdatedAt = Now, Consents = [new Consent(Channel.Email, state, at, source)] },
        CancellationToken.None))!;
}
