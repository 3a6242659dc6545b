using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels.SendGrid;

/// <summary>An account that SendGrid does not let in, until somebody mends it.</summary>
public sealed class SendGridAccountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Fault_KeyNotAccepted_WaitsAnHourEachTimeAndGoesOutWhenItIsMended(int times)
    {
        await using SendGridBed bed = await SendGridBed.StartAsync();
        SourceCustomer customer = SendGridBed.Customer("hanako");
        bed.Fake.Fail(Enumerable.Repeat(SendGridFault.Unauthorized, times));
        Assert.Null(await bed.BuysAsync(customer));
        for (int hour = 1; hour <= times; hour++)
        {
            SendRow waits = await bed.RowAsync(customer);
            Assert.Equal((SendState.Planned, bed.World.ShopClock.GetUtcNow().AddHours(1)), (waits.State, waits.DeferredUntil));
            Assert.Contains("check Channels:Email:ApiKey (401: ", waits.Reason, StringComparison.Ordinal);
            bed.Pass(TimeSpan.FromHours(1));
            await bed.RunAsync();
        }

        Assert.Equal(SendState.Sent, (await bed.RowAsync(customer)).State);
        Assert.Single(bed.Fake.Mails);
        bed.Pass(TimeSpan.FromDays(1));
        await bed.RunAsync();
        Assert.Equal(2, bed.Fake.Mails.Count);
        Assert.Equal(1, await bed.CertifiedAsync());
    }
}
