using System.Net;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.People;

/// <summary>A person puts somebody into a journey, and takes them out again.</summary>
public sealed class EnrollByHandApiTests
{
    private static readonly string Steps = JourneyFiles.Mail("first", 0) + "\n" + JourneyFiles.Mail("second", 3);
    private static readonly SourceCustomer Member = Story.Hanako with { RegisteredAt = Told.At(-60) };

    private static string Welcome(string more = "") => JourneyFiles.Free("welcome", "trigger: { type: event, event: visit }\n" + more, Steps);

    [Fact]
    public async Task Customer_IsPutIn_GetsWhatWasShown_AndTheCertificateHolds()
    {
        using HandShop shop = await HandShop.OpenAsync(Welcome());
        ApiAnswer shown = await shop.GetAsync("enroll/welcome");
        Assert.Equal(["first", "second"], HandShop.Texts(shown, "steps", "stepId"));
        Assert.Equal(["2026-11-21T03:00:00+00:00", "2026-11-24T01:00:00+00:00"], HandShop.Texts(shown, "steps", "dueAt"));
        Assert.Equal(("false", null), (shown.At("isOpen"), shown.At("refusal")));
        Assert.Empty(await shop.Story.EnrollmentsAsync(Story.Hanako));

        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);
        Assert.Equal(["21T12:00 first email"], shop.Story.Sent);
        Assert.Equal(["Enrolled welcome sato: asked by telephone"], await shop.NotesAsync());
        HandShop.IsRefused(await shop.DoAsync("enroll/welcome"), "again");
        await shop.Story.UntilAsync("25T09:00");
        Assert.Equal(["21T12:00 first email", "24T10:00 second email"], shop.Story.Sent);
        Assert.Equal(2, await shop.Story.CertifiedAsync());
    }

    [Fact]
    public async Task Customer_PutInForWhatTheyDid_IsNotEnrolledForItByTheTriggerToo()
    {
        using HandShop shop = await HandShop.OpenAsync(Member, JourneyFiles.Free("welcome", "trigger: { type: registered }", Steps));
        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);
        await shop.Story.TellAsync(new ShopEvent.CustomerChanged(Member with { UpdatedAt = Told.At(1) }));
        Assert.Equal(["welcome Running"], await shop.Story.EnrollmentsAsync(Member));
        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);  // once more, under a key of its own
        Assert.Equal(["welcome Running", "welcome Running"], await shop.Story.EnrollmentsAsync(Member));
        HandShop.IsRefused(await shop.DoAsync("enroll/welcome"), "again");
    }

    [Fact]
    public async Task Customer_TakenOut_GetsNothingMore_AndTheCertificateHolds()
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Thanks);
        string enrollmentId = Assert.Single((await shop.Story.StateAsync(Story.Hanako)).Enrollments).EnrollmentId;
        await shop.DoneAsync($"stop/{enrollmentId}", HttpStatusCode.NoContent);
        Assert.Equal(["thanks Stopped"], await shop.Story.EnrollmentsAsync(Story.Hanako));
        Assert.Equal(["Stopped thanks sato: asked by telephone"], await shop.NotesAsync());
        HandShop.IsRefused(await shop.DoAsync($"stop/{enrollmentId}"), "not-inside");
        await shop.Story.UntilAsync("26T09:00");
        Assert.Equal(["21T12:00 now email"], shop.Story.Sent);
        Assert.Equal(1, await shop.Story.CertifiedAsync());
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "no-journey", "trigger: { type: registered }" },
        { "no-order", "trigger: { type: order, nth: 2 }" },
        { "other-rank", "trigger: { type: event, event: visit }\nrank: { model: six-rank, in: [royal], half: any }" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Customer_WhomTheJourneyDoesNotTake_IsRefusedWithTheReason(string reason, string keys)
    {
        using HandShop shop = await HandShop.OpenAsync(JourneyFiles.Free("welcome", keys, Steps));
        string journey = reason == "no-journey" ? "farewell" : "welcome";
        Assert.Equal(reason, (await shop.GetAsync($"enroll/{journey}")).At("refusal"));
        HandShop.IsRefused(await shop.DoAsync($"enroll/{journey}"), reason);
        Assert.Empty(await shop.Story.EnrollmentsAsync(Story.Hanako));
        Assert.Empty(await shop.NotesAsync());
    }

    [Theory]
    [InlineData("reentry: wait", "inside")]
    [InlineData("reentry: once", "inside")]
    public async Task Customer_WhoIsInside_IsRefused(string reentry, string reason)
    {
        using HandShop shop = await HandShop.OpenAsync(Welcome(reentry));
        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);
        HandShop.IsRefused(await shop.DoAsync("enroll/welcome"), reason);
    }

    [Fact]
    public async Task Customer_WhoHasBeenThroughAJourneyForOnce_IsRefusedLater()
    {
        using HandShop shop = await HandShop.OpenAsync(Welcome("reentry: once"));
        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);
        await shop.Story.UntilAsync("26T09:00");
        HandShop.IsRefused(await shop.DoAsync("enroll/welcome"), "once");
    }

    [Fact]
    public async Task Customer_PutInWhileInAnotherJourneyOfThePlan_LeavesItIfTheJourneyRestarts()
    {
        string other = JourneyFiles.Free("other", "plan: care\ntrigger: { type: order, nth: every }", Steps);
        using HandShop shop = await HandShop.OpenAsync(other, Welcome("plan: care\nreentry: restart"));
        Assert.Equal(["other"], (await shop.GetAsync("enroll/welcome")).Json.GetProperty("ends").EnumerateArray().Select(e => e.GetString()!));
        await shop.DoneAsync("enroll/welcome", HttpStatusCode.OK);
        Assert.Equal(["other Restarted", "welcome Running"], await shop.Story.EnrollmentsAsync(Story.Hanako));
    }

    [Theory]
    [InlineData("enroll/welcome", "{}")]
    [InlineData("enroll/welcome", """{"by":"sato"}""")]
    [InlineData("stop/welcome:x", """{"why":"x"}""")]
    public async Task Act_WithoutWhoAndWhy_IsRefused(string path, string json)
    {
        using HandShop shop = await HandShop.OpenAsync(Welcome());
        (await shop.DoAsync(path, json)).IsProblem(400, "bad-request");
        Assert.Empty(await shop.Story.EnrollmentsAsync(Story.Hanako));
    }

    [Theory]
    [InlineData("enroll/welcome")]
    [InlineData("stop/welcome:x")]
    [InlineData("export")]
    [InlineData("suppress/email")]
    [InlineData("lift/email")]
    public async Task Act_OnNobody_IsNotFound(string path)
    {
        using HandShop shop = await HandShop.OpenAsync(Welcome());
        (await shop.DoAsync(path, customerId: "c1")).IsProblem(404, "not-found");
    }
}
