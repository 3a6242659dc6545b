using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>What is told of a message finds it for two hundred days.</summary>
public sealed class DropMessageLeadsTests
{
    [Theory]
    [InlineData(199, true)]
    [InlineData(200, false)]
    public async Task Day_ThatBegins_ForgetsWhereMessagesStandThatAreOldEnough(int days, bool isKept)
    {
        SendBed bed = await SendBed.MakeAsync();
        (bed.World.Email.RepeatableFor, bed.World.Email.ToldWithin) = (null, TimeSpan.FromHours(1));
        await bed.PlanAsync("mail", "both");
        await bed.SendAsync("mail");
        Assert.Single(await LeadsAsync(bed));
        await bed.Shop.BeginDay.RunAsync(bed.Shop.Orchestrations, default);

        bed.World.ShopClock.Advance(TimeSpan.FromDays(days));
        await bed.Shop.BeginDay.RunAsync(bed.Shop.Orchestrations, default);

        Assert.Equal(isKept ? 1 : 0, (await LeadsAsync(bed)).Length);
        DeliveryEvent late = new("e", bed.Key("mail").MessageKey, DeliveryKind.Delivered, bed.World.SystemClock.GetUtcNow());
        Assert.Equal(isKept, await bed.Shop.Deliveries.RunAsync(late, default));
    }

    private static async Task<string[]> LeadsAsync(SendBed bed) =>
        [.. (await bed.World.Tables.DumpAsync(Tables.Indexes)).Where(r => r.Contains("message:", StringComparison.Ordinal))];
}
