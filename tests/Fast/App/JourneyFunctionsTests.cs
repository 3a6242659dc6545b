using FollowUpFlows.App.Functions;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class JourneyFunctionsTests
{
    private readonly RememberedLog<JourneyFunctions> log = new();

    [Fact]
    public async Task Advance_ThatCannotSettleTheStep_FailsAndSaysWhichEnrollment()
    {
        Cursor nobody = new("thank-you:nobody", "c-nobody", "thank-you", 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Functions().Advance(nobody, null!, default));
        Assert.Contains("thank-you:nobody", Assert.Single(log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_ThatCannotStartForACustomer_SaysForWhom_WithoutWhatIsStored()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        SourceCustomer hanako = Told.Account("7", 1, "hanako@example.com");
        await shop.Ledger.OrderAsync(TestWorld.SourceId, world.Source.Kind, Told.Order("1", 1), hanako, default);
        await shop.EnrollWithoutStartAsync(hanako, "1");
        string customerId = (await shop.StateAsync(hanako)).CustomerId;
        await SpoiltRow.OfAsync(world, customerId);
        world.SystemClock.Advance(StartEnrollments.StuckAfter + TimeSpan.FromTicks(1));
        await Functions(shop).SweepEnrollments(new TimerInfo(), null!, default);
        Assert.Equal($"The customer {customerId} is left behind (FormatException) and tried again until that is mended; the others go on", Assert.Single(log.Entries));
    }

    [Fact]
    public async Task BeginDays_ThatCannotBeginForACustomer_SaysForWhom_AndHowManyDaysHaveBegun()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.Free("j", "trigger: { type: lapsed, days: 3 }", JourneyFiles.Mail("back", 0)));
        SourceCustomer hanako = Told.Account("7", 1, "hanako@example.com");
        Assert.Equal(InboxState.Processed, await shop.TellAsync("bought", hanako.Bought(Told.Order("1", 1))));
        string customerId = (await shop.StateAsync(hanako)).CustomerId;
        await SpoiltRow.OfAsync(world, customerId);
        world.ShopClock.Advance(TimeSpan.FromDays(3));
        await Functions(shop).BeginDays(new TimerInfo(), null!, default);
        Assert.Equal(
            [$"The customer {customerId} is left behind (FormatException) and tried again until that is mended; the others go on", "Days of the shop that have begun: 1 (late: False)"],
            log.Entries);
    }

    [Fact]
    public async Task SweepEnrollments_WhileAJourneyPauses_SaysSoNowAndThen()
    {
        TestShop shop = new(new TestWorld());
        await shop.Pauses.PauseAsync("news", PauseCause.Complaints, new DeliveryTally(1000, 2, 3), default);
        RealPace pace = new(TimeProvider.System);
        for (int minute = 0; minute < 3; minute++)
        {
            await Functions(shop, pace).SweepEnrollments(new TimerInfo(), null!, default);
        }

        Assert.Equal(
            ["The journey news pauses for too many Complaints (2 bounced, 3 called spam, 1000 delivered). Mend the cause, then POST /api/pauses/news/resume"],
            log.Entries);
    }

    private JourneyFunctions Functions(TestShop? over = null, RealPace? pace = null)
    {
        TestShop shop = over ?? new TestShop(new TestWorld());
        return new JourneyFunctions(shop.Advance, shop.Start, shop.BeginDay, shop.Pauses, pace ?? new RealPace(TimeProvider.System), log);
    }
}
