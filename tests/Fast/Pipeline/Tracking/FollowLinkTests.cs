using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Tracking;

/// <summary>From the link of a message that went out to what the shop knows of it.</summary>
public sealed class FollowLinkTests
{
    private const string Tea = "https://midori.example/tea?a=1&b=2";
    private const string Pots = "https://pots.example/";

    [Fact]
    public async Task Mail_OfMarketing_LeadsThroughUsInBothPartsAndNamesNobody()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        EmailPayload mail = bed.Mail;
        Assert.Equal(3, bed.Tokens.Length);
        Assert.DoesNotContain("pots.example", mail.Html + mail.Text, StringComparison.Ordinal);
        Assert.Contains($"茶:\nhttps://follow.midori.example/c/{bed.Tokens[0]}", mail.Text, StringComparison.Ordinal);
        Assert.Equal([Tea, Pots, "https://sweets.example/"], mail.Tracked!.Destinations);
        Assert.Contains($"href=\"{mail.Unsubscribe}\"", mail.Html, StringComparison.Ordinal);  // that link leads by itself
        CustomerState state = await bed.StateAsync();
        Assert.All(bed.Tokens, t => Assert.DoesNotContain(state.CustomerId, t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_RenderedAgain_HasTheSameLinks()
    {
        TrackingBed one = await TrackingBed.SentAsync();
        TrackingBed other = await TrackingBed.SentAsync();
        Assert.Equal((one.Email, one.Line), (other.Email, other.Line));
    }

    [Theory]
    [InlineData("transactional", true)]
    [InlineData("marketing", false)]
    public async Task Message_ThatIsNotFollowed_KeepsItsLinks(string purpose, bool isOn)
    {
        TrackingBed bed = await TrackingBed.SentAsync(purpose, new TrackingLinks(new Uri("https://follow.midori.example/"), [new byte[32]], isOn));
        Assert.Empty(bed.Tokens);
        Assert.Empty(bed.Pixel);
        Assert.DoesNotContain("racked", bed.Email + bed.Line, StringComparison.Ordinal);
        Assert.Contains(Pots, bed.Mail.Html, StringComparison.Ordinal);
        Assert.Contains(Pots, bed.Line, StringComparison.Ordinal);
    }

    /// <summary>LINE takes 5,000 characters, which the longer address would break.</summary>
    [Theory]
    [InlineData(4_000, true)]
    [InlineData(4_950, false)]
    public async Task Line_MessageThatWouldBecomeTooLong_KeepsItsLinks(int length, bool isFollowed)
    {
        TrackingBed bed = await TrackingBed.SentAsync(words: " " + new string('茶', length));
        Assert.Equal(isFollowed, bed.Line.Contains("follow.midori.example/c/", StringComparison.Ordinal));
        Assert.Equal(!isFollowed, bed.Line.Contains(Pots, StringComparison.Ordinal) && !bed.Line.Contains("tracked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Click_OfAPerson_LeadsOnAndCountsOnce()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        Assert.Equal(new Uri(Pots), await bed.ClickAsync(bed.Tokens[1]));
        Assert.Equal([$"Clicked {Pots}"], await bed.FactsAsync());
        Assert.Empty(await bed.EventsAsync());  // not before it is sure that no other link was followed at once
        await bed.CountAsync();
        Assert.Equal(new Uri(Pots), await bed.ClickAsync(bed.Tokens[1]));
        await bed.CountAsync();
        Assert.Equal([$"Clicked {Pots}"], await bed.FactsAsync());
        Assert.Equal([$"click {Pots}"], await bed.EventsAsync());
    }

    [Fact]
    public async Task Click_OnLine_LeadsOnAndCounts()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        string uri = System.Text.Json.Nodes.JsonNode.Parse(bed.Line)!["messages"]![1]!["contents"]!["footer"]!["contents"]![0]!["action"]!["uri"]!.GetValue<string>();
        Assert.Equal(new Uri(Pots), await bed.ClickAsync(new Uri(uri).AbsolutePath["/c/".Length..]));
        await bed.CountAsync();
        Assert.Equal([$"click {Pots}"], await bed.EventsAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("python-requests/2.32")]
    public async Task Click_OfAProgram_LeadsOnAndDoesNotCount(string? agent)
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        Assert.Equal(new Uri(Pots), await bed.ClickAsync(bed.Tokens[1], agent));
        await bed.CountAsync();
        Assert.Equal([$"ClickedByMachine {Pots}"], await bed.FactsAsync());
        Assert.Empty(await bed.EventsAsync());
        await bed.ClickAsync(bed.Tokens[1]);  // and later the person
        await bed.CountAsync();
        Assert.Equal([$"click {Pots}"], await bed.EventsAsync());
    }

    /// <summary>A scanner that calls itself a browser is known by following all links; a person's click later counts.</summary>
    [Fact]
    public async Task Clicks_ManyAtOnce_AreAScannersAndDoNotCount()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        foreach (string token in bed.Tokens)
        {
            Assert.NotNull(await bed.ClickAsync(token));
        }

        await bed.CountAsync();
        Assert.Equal([$"ClickedByMachine {Tea}", $"ClickedByMachine {Pots}", "ClickedByMachine https://sweets.example/"], await bed.FactsAsync());
        Assert.Empty(await bed.EventsAsync());
        await bed.ClickAsync(bed.Tokens[0]);
        await bed.CountAsync();
        Assert.Equal([$"click {Tea}"], await bed.EventsAsync());
    }

    [Theory]
    [InlineData(4.999, 0)]
    [InlineData(5, 1)]
    public async Task Click_RightAfterAMailWentOut_IsAScanners(double seconds, int count)
    {
        TrackingBed bed = await TrackingBed.SentAsync(ago: TimeSpan.FromSeconds(seconds));
        await bed.ClickAsync(bed.Tokens[0]);
        await bed.CountAsync();
        Assert.Equal(count, (await bed.EventsAsync()).Length);
    }

    [Theory]
    [InlineData(TrackingBed.Person, "Opened", 1)]
    [InlineData("Mozilla/5.0", "OpenedByMachine", 0)]
    public async Task Pixel_Fetched_IsAnOpenOfWhoeverFetchedIt(string agent, string kind, int count)
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        Assert.True(await bed.OpenAsync(bed.Pixel, agent));
        Assert.True(await bed.OpenAsync(bed.Pixel, agent));
        await bed.CountAsync();
        Assert.Equal([kind], await bed.FactsAsync());
        Assert.Equal(Enumerable.Repeat("open", count), await bed.EventsAsync());
    }

    [Fact]
    public async Task Link_OfAnotherKind_MeansNothing()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        Assert.Null(await bed.ClickAsync(bed.Pixel));
        Assert.Null(await bed.ClickAsync(bed.Pixel.Replace(".gif", "", StringComparison.Ordinal)));
        Assert.False(await bed.OpenAsync(bed.Tokens[0]));
        Assert.False(await bed.OpenAsync(bed.Tokens[0] + ".gif"));
        Assert.Null(await bed.ClickAsync("x"));
    }

    /// <summary>By the slower clock: one of them may have been set.</summary>
    [Theory]
    [InlineData(180, 180, false)]
    [InlineData(179, 180, true)]
    [InlineData(180, 179, true)]
    public async Task Link_AfterItsLife_LeadsNowhere(int shopDays, int systemDays, bool leads)
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        bed.World.ShopClock.MoveTo(Told.Noon.AddDays(shopDays));
        bed.World.SystemClock.MoveTo(Told.Noon.AddDays(systemDays));
        Assert.Equal(leads, await bed.Shop.Follow.ClickAsync(bed.Tokens[0], default) is not null);
        Assert.Equal(leads, await bed.Shop.Follow.OpenAsync(bed.Pixel, default) is not null);
    }

    [Fact]
    public async Task Click_AfterTheCustomerSaidNo_LeadsOnAndIsNotNoted()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        await bed.ClickAsync(bed.Tokens[0]);
        await bed.Shop.Withdraw.RunAsync((await bed.StateAsync()).CustomerId, "unsubscribe-link", default);
        Assert.Equal(new Uri(Pots), await bed.ClickAsync(bed.Tokens[1]));
        await bed.CountAsync();
        Assert.Equal([$"Clicked {Tea}"], await bed.FactsAsync());
        Assert.Empty(await bed.EventsAsync());
    }

    [Fact]
    public async Task Click_ThatCounts_StartsAJourneyThatWaitsForIt()
    {
        TrackingBed bed = await TrackingBed.SentAsync(more: [JourneyFiles.Free("curious", "trigger: { type: event, event: click }", JourneyFiles.Mail("more", 0))]);
        await bed.ClickAsync(bed.Tokens[0]);
        await bed.CountAsync();
        Assert.Contains((await bed.StateAsync()).Enrollments, e => e.JourneyId == "curious");
    }

    /// <summary>A provider that follows clicks too does so in our link: one click, told twice.</summary>
    [Fact]
    public async Task Click_ToldByTheProviderToo_IsOne()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        await bed.ClickAsync(bed.Tokens[1]);
        Guid key = Assert.Single(bed.World.Email.Messages).Key;
        DeliveryEvent told = new("sg-1", key, DeliveryKind.Clicked, bed.World.SystemClock.GetUtcNow());
        foreach (string url in new[] { $"https://follow.midori.example/c/{bed.Tokens[1]}", Pots, bed.Mail.Unsubscribe.AbsoluteUri })
        {
            Assert.True(await bed.Shop.Deliveries.RunAsync(told with { EventId = url, Link = url }, default));
        }

        Assert.True(await bed.Shop.Deliveries.RunAsync(told with { EventId = "sg-2", Kind = DeliveryKind.Opened }, default));
        await bed.CountAsync();
        Assert.Equal([$"Clicked {Pots}", "Opened"], await bed.FactsAsync());
        Assert.Equal([$"click {Pots}", "open"], await bed.EventsAsync());
    }

    [Fact]
    public async Task Timeline_OfTheCustomer_TellsOfClicks()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        await bed.ClickAsync(bed.Tokens[1]);
        await bed.CountAsync();
        CustomerLife life = (await new CustomerTimeline(bed.World.Tables, TestShop.Settings).OfAsync((await bed.StateAsync()).CustomerId, default))!;
        TimelineEntry entry = Assert.Single(life.Entries, e => e.Kind == TimelineKind.Delivery);
        Assert.Equal(("Clicked", Pots, "news"), (entry.What, entry.Reason, entry.Subject));
        Assert.Contains(life.Entries, e => e is { Kind: TimelineKind.Event, What: "click", Reason: Pots });
        Assert.Equal(Channel.Email.ToString(), entry.Channel);
    }
}
