using System.Net;
using FollowUpFlows.App.Access;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>Notes, everything in one file, and to be forgotten.</summary>
public sealed class CustomerPrivacyApiTests
{
    private const string Word = "左利きの方";
    private static readonly SourceCustomer Hanako = Story.Hanako with { Name = "山田 花子" };

    [Fact]
    public async Task Note_StandsOnTheTimeline_UnderItsWriter()
    {
        using HandShop shop = await HandShop.OpenAsync(Hanako, JourneyFiles.Thanks);
        ApiAnswer written = await shop.DoAsync("notes", $$"""{"by":" sato ","text":"{{Word}}"}""");
        Assert.Equal(("sato", Word), (written.At("by"), written.At("text")));
        Assert.Equal([$"Written  sato: {Word}"], await shop.NotesAsync());
        ApiAnswer life = await shop.GetAsync("timeline");
        Assert.Contains($"メモ（sato）: {Word}", life.Items.Select(i => ApiAnswer.At(i, "text.ja")));
        Assert.Contains($"note, by sato: {Word}", life.Items.Select(i => ApiAnswer.At(i, "text.en")));
    }

    [Theory]
    [InlineData(2000, HttpStatusCode.OK)]
    [InlineData(2001, HttpStatusCode.BadRequest)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task Note_IsAsLongAsItMayBe(int length, HttpStatusCode status)
    {
        using HandShop shop = await HandShop.OpenAsync(Hanako, JourneyFiles.Thanks);
        Assert.Equal(status, (await shop.DoAsync("notes", $$"""{"by":"sato","text":"{{new string('あ', length)}}"}""")).Status);
    }

    [Fact]
    public async Task Export_HoldsEverything_AndIsNoted()
    {
        using HandShop shop = await HandShop.OpenAsync(Hanako, JourneyFiles.Thanks);
        await shop.DoneAsync("notes", HttpStatusCode.OK, $$"""{"by":"sato","text":"{{Word}}"}""");
        await shop.Story.BuysAsync(Told.Account("8", -60, "jiro@example.com"), "2");
        await shop.DoneAsync("suppress/email", HttpStatusCode.NoContent);
        ApiAnswer file = await shop.DoAsync("export");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (file.Status, file.ContentType));
        Assert.Contains($"{shop.CustomerId}.json", file.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal(["customers", "inbox", "payloads", "suppressions", "traces"], file.Json.EnumerateObject().Select(p => p.Name).Order());
        Assert.All(["hanako@example.com", "山田 花子", "様", Word, "body of story-0", "asked by telephone"], w => Assert.Contains(w, file.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("jiro@example.com", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("body of story-1", file.Text, StringComparison.Ordinal);
        Assert.Contains("Exported  sato: asked by telephone", await shop.NotesAsync());
    }

    [Fact]
    public async Task Erasure_IsShown_Confirmed_AndStopsEverything()
    {
        using HandShop shop = await HandShop.OpenAsync(Hanako, JourneyFiles.Thanks);
        await shop.DoneAsync("notes", HttpStatusCode.OK, $$"""{"by":"sato","text":"{{Word}}"}""");
        Assert.Equal(
            """{"orders":1,"sends":1,"running":1,"planned":1,"addresses":["email"],"notes":1,"proofDays":1096}""",
            (await shop.GetAsync("erasure")).Text);

        HandShop.IsRefused(await shop.DoAsync("erase", """{"confirm":"山田 太郎"}"""), "not-confirmed");
        HandShop.IsRefused(await shop.DoAsync("erase", "{}"), "not-confirmed");
        Assert.Contains("hanako@example.com", string.Concat(await shop.Story.World.Tables.DumpAsync()), StringComparison.Ordinal);
        await shop.DoneAsync("erase", HttpStatusCode.NoContent, """{"confirm":"山田　花子"}""");  // with the wide blank

        string left = string.Concat(await shop.Story.World.Tables.DumpAsync());
        Assert.All(["hanako@example.com", "花子", Word], w => Assert.DoesNotContain(w, left, StringComparison.Ordinal));
        HandShop.IsRefused(await shop.AskAsync("erasure"), "forgotten");
        HandShop.IsRefused(await shop.DoAsync("notes", """{"by":"sato","text":"x"}"""), "forgotten");
        HandShop.IsRefused(await shop.DoAsync("enroll/thanks"), "forgotten");
        HandShop.IsRefused(await shop.DoAsync("suppress/email"), "no-address");
        await shop.Story.UntilAsync("26T09:00");
        Assert.Equal(["21T12:00 now email"], shop.Story.Sent);
        Assert.Equal(["thanks Erased"], await shop.Story.EnrollmentsAsync(Hanako));
        Assert.Equal(1, await shop.Story.CertifiedAsync());
        Assert.Equal(SuppressionReason.Erased, (await shop.Story.Shop.Suppressions.FindAsync(Channel.Email, "hanako@example.com", default))?.Reason);
        await shop.DoneAsync("erase", HttpStatusCode.NoContent, $$"""{"confirm":"{{shop.CustomerId}}"}""");  // completes what was interrupted
    }

    [Fact]
    public async Task Erasure_IsForAdministrators()
    {
        using HandShop shop = await HandShop.OpenAsync(Hanako, JourneyFiles.Thanks);
        using ApiBed bed = new(shop.Story.World, add: s => AccessToRoutesTests.LetIn(s, Role.Editor));
        ApiAnswer answer = await bed.SendAsync(
            "POST", $"/api/customers/{shop.CustomerId}/erase", """{"confirm":"山田花子"}""", c => c.Request.Headers.Authorization = "Bearer open sesame");
        Assert.Contains("'admin'", answer.IsProblem(403, "forbidden"), StringComparison.Ordinal);
        Assert.Contains("hanako@example.com", string.Concat(await shop.Story.World.Tables.DumpAsync()), StringComparison.Ordinal);
    }
}
