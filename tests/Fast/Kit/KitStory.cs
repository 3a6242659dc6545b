using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>A shop that uses the kit as it comes, and somebody who can be reached on both channels and wants it.</summary>
internal static class KitStory
{
    public static SourceCustomer Sakura { get; } = Told.Account("8", -60, "sakura@example.com").Agreeing(-60).Agreeing(-60, Channel.Line) with
    {
        LineUserId = "U" + new string('a', 32),
    };

    public static ShopEvent.CustomerChanged Registered(DateTimeOffset at) => new(Sakura with { RegisteredAt = at });

    public static async Task<Story> BegunAsync() => Story.After(await StarterKit.ShopAsync());

    public static Task<Story> KnownAsync(params int[] daysBefore) => KnownAsync(null, daysBefore);

    /// <summary>With orders of so many days before the 21st, which are no news; the story begins with an order on the 22nd at noon.</summary>
    /// <param name="spender">What somebody else has spent.</param>
    public static async Task<Story> KnownAsync(long? spender, params int[] daysBefore)
    {
        Story story = await BegunAsync();
        foreach (int days in daysBefore)
        {
            await story.TellAsync(Sakura.Bought(Long(days)));
        }

        if (spender is { } yen)
        {
            await story.TellAsync(Told.Account("9", -60).Bought(Told.Order("much", 0, orderedAt: -60 * 24 * 30) with { TotalMinor = yen }));
        }

        await story.UntilAsync("22T12:00");
        await story.BuysAsync(Sakura, "now");
        return story;
    }

    public static Task CancelAsync(Story story, int days) =>
        story.TellAsync(Sakura.Bought(Long(days) with { Status = OrderStatus.Cancelled, UpdatedAt = story.World.ShopClock.GetUtcNow() }));

    private static SourceOrder Long(int days) => Told.Order($"ago-{days}", 0, orderedAt: -60 * 24 * days);
}
