using FollowUpFlows.App.Functions;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
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

    private JourneyFunctions Functions()
    {
        TestShop shop = new(new TestWorld());
        return new JourneyFunctions(shop.Advance, shop.Start, shop.BeginDay, new RealPace(TimeProvider.System), log);
    }
}
