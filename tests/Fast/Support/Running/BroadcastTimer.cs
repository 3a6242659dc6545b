using System.Globalization;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>The broadcasts of one process of a story's shop, and the timer that looks after them.</summary>
internal sealed class BroadcastTimer
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);
    private readonly Story story;
    private readonly TestShop process;

    /// <param name="process">Null for the story's own.</param>
    /// <param name="fuse">Ends the process, the timer with it.</param>
    /// <param name="limits">When marketing may go; null leaves it free.</param>
    public BroadcastTimer(Story story, TestShop? process = null, Fuse? fuse = null, SendRules? limits = null)
    {
        (this.story, this.process) = (story, process ?? story.Shop);
        FusedTables tables = new(story.World.Tables, fuse ?? Fuse.None);
        ShopSettings settings = TestShop.Settings with { Sending = limits ?? SendRules.Unlimited };
        BackFillJourney fill = new(new AllCustomers(tables), this.process.Customers, this.process.Library, this.process.React, this.process.Foresee, this.process.Budgets, settings, story.World.Clocks);
        Broadcasts = new Broadcasts(
            tables, this.process.Library, fill, new EnrolledIndex(tables), this.process.React, this.process.BroadcastPauses, settings, story.World.Clocks);
    }

    public Broadcasts Broadcasts { get; }

    /// <summary>It looks once.</summary>
    public Task LookAsync() => Broadcasts.RunAsync(AtMost, process.Orchestrations, default);

    /// <summary>Looks from now on every five minutes, the last time then, and everything else happens at its own moment.</summary>
    /// <param name="until">Such as <c>22T10:00</c>.</param>
    public async Task PassAsync(string until)
    {
        DateTimeOffset end = Story.Time(until);
        for (DateTimeOffset at = story.World.ShopClock.GetUtcNow(); at <= end; at = at.AddMinutes(5))
        {
            await story.UntilAsync(TextOf(at));
            await LookAsync();
            await story.Shop.RunAsync();
        }
    }

    private static string TextOf(DateTimeOffset at)
    {
        TimeSpan since = at - Story.Time("0T00:00");
        return string.Create(CultureInfo.InvariantCulture, $"{since.Days}T{since.Hours:D2}:{since.Minutes:D2}");
    }
}
