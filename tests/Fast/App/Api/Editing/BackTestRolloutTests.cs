using System.Text.Json;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>While a version is rolled out, a trial gives it to the same customers as the shop does, unless somebody wants to see one version alone.</summary>
public sealed class BackTestRolloutTests
{
    private const int Buyers = 16;

    private static readonly string Changed = JourneyFiles.Thanks.Replace("after: 3d", "after: 5d", StringComparison.Ordinal);

    /// <summary>The third version, of which half get the second: as in a shop that has published before.</summary>
    [Fact]
    public async Task Trial_GivesEachCustomerTheVersionThatTheShopGave_OrOneToAll()
    {
        (Story story, int onNew) = await LivedAsync();
        Assert.InRange(onNew, 1, Buyers - 1);
        using ApiBed bed = new(story.World, add: s => s.AddSingleton<IBackTest, BackTest>());
        JsonElement live = await RunAsync(bed, "");
        Assert.Equal((Buyers - onNew, onNew), LettersOf(live));
        Assert.Equal("0", ApiAnswer.At(live.GetProperty("check"), "different"));
        Assert.Equal((0, Buyers), LettersOf(await RunAsync(bed, ", \"versions\": \"newest\"")));
        Assert.Equal((Buyers, 0), LettersOf(await RunAsync(bed, ", \"versions\": \"before\"")));
    }

    /// <summary>What publishing it would do: everybody gets it.</summary>
    [Fact]
    public async Task Trial_OfADraftOfTheJourney_GivesItToAll()
    {
        (Story story, _) = await LivedAsync();
        DraftStore drafts = new(story.World.Tables, story.World.Clocks);
        await drafts.SaveAsync(new TemplateName(TemplateKind.Journey, "thanks"), null, Changed.Replace("after: 5d", "after: 4d", StringComparison.Ordinal), null, null, default);
        using ApiBed bed = new(story.World, add: s => s.AddSingleton<IBackTest, BackTest>());
        JsonElement tried = await RunAsync(bed, "", "drafts");
        Assert.Equal(Buyers, tried.GetProperty("perDay").EnumerateArray().Where(d => ApiAnswer.At(d, "day") == "2026-11-25").Sum(d => d.GetProperty("count").GetInt32()));
    }

    /// <summary>All order at noon on the 21st; it is the 28th.</summary>
    /// <returns>How many got the new version.</returns>
    private static async Task<(Story Story, int OnNew)> LivedAsync()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks.Replace("after: 3d", "after: 2d", StringComparison.Ordinal));
        await PublishAsync(story, JourneyFiles.Thanks, null);
        await PublishAsync(story, Changed, new RolloutPlan([50, 100], 30));
        int onNew = 0;
        for (int i = 0; i < Buyers; i++)
        {
            SourceCustomer buyer = Told.Account($"{i}", 1, $"c{i}@example.com");
            await story.BuysAsync(buyer, $"o-{i}");
            onNew += Assert.Single((await story.StateAsync(buyer)).Enrollments).Version == 3 ? 1 : 0;
        }

        await story.UntilAsync("28T09:00");
        return (story, onNew);
    }

    private static async Task PublishAsync(Story story, string journey, RolloutPlan? stages) =>
        Assert.Empty((await story.Shop.Publish.RunAsync(JourneyFiles.Set(journey), null, stages, default)).Faults);

    private static async Task<JsonElement> RunAsync(ApiBed bed, string more, string plan = "published")
    {
        string check = plan == "published" ? ", \"check\": true" : "";
        ApiAnswer begun = await bed.SendAsync("POST", "/api/backtests", $"{{\"plan\": \"{plan}\", \"from\": \"2026-11-21\", \"until\": \"2026-11-27\"{check}{more}}}");
        Assert.True((int)begun.Status == 202, begun.Text);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        while (true)
        {
            ApiAnswer answer = await bed.GetAsync($"/api/backtests/{begun.At("id")}");
            if (answer.At("state") != "running")
            {
                Assert.True(answer.At("state") == "done", answer.Text);
                return Assert.Single(answer.Json.GetProperty("results").EnumerateArray()).Clone();
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Later letters on the third day, and on the fifth.</summary>
    private static (int Third, int Fifth) LettersOf(JsonElement result)
    {
        int On(string day) => result.GetProperty("perDay").EnumerateArray().Where(d => ApiAnswer.At(d, "day") == day).Sum(d => d.GetProperty("count").GetInt32());
        return (On("2026-11-24"), On("2026-11-26"));
    }
}
