using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>What was sent, word by word.</summary>
public sealed class MessageApiTests
{
    [Fact]
    public async Task Message_ThatWentOut_IsShownAsTheChannelWasGivenIt()
    {
        (Story story, string customer, string enrollment) = await SentAsync();
        using ApiBed bed = new(story.World);
        ApiAnswer message = await bed.GetAsync($"/api/customers/{customer}/message?enrollment={enrollment}&step=mail&channel=email");
        Assert.Equal(["mail", "sent", "hanako@example.com"], new[] { "send.stepId", "send.state", "content.to" }.Select(message.At));
        Assert.Contains("1001", message.At("content.subject"), StringComparison.Ordinal);
        Assert.Equal(story.World.Email.Messages.Single().PayloadHash, message.At("send.payloadHash"));
    }

    [Fact]
    public async Task Message_ThatWasDropped_LeavesItsRow()
    {
        (Story story, string customer, string enrollment) = await SentAsync();
        using ApiBed bed = new(story.World);
        await bed.Services.GetRequiredService<Payloads>().DropAsync(customer, default);
        ApiAnswer message = await bed.GetAsync($"/api/customers/{customer}/message?enrollment={enrollment}&step=mail&visit=0&channel=email");
        Assert.Equal(["sent", null], new[] { "send.state", "content" }.Select(message.At));
    }

    [Fact]
    public async Task Message_ThatIsStillPlanned_HasNoContent()
    {
        Story story = await Story.WithAsync(JourneyFiles.Thanks);
        await story.BuysAsync(Story.Hanako, "1001");
        FollowUpFlows.Pipeline.Ledger.CustomerState state = await story.StateAsync(Story.Hanako);
        using ApiBed bed = new(story.World);
        string enrollment = Uri.EscapeDataString(state.Enrollments.Single().EnrollmentId);
        ApiAnswer message = await bed.GetAsync($"/api/customers/{state.CustomerId}/message?enrollment={enrollment}&step=later&channel=email");
        Assert.Equal(["planned", null], new[] { "send.state", "content" }.Select(message.At));
    }

    [Theory]
    [InlineData("step=mail&channel=email", 400)]
    [InlineData("enrollment=x&channel=email", 400)]
    [InlineData("enrollment=x&step=mail", 400)]
    [InlineData("enrollment=x&step=mail&channel=fax", 400)]
    [InlineData("enrollment=x&step=mail&channel=email&visit=-1", 400)]
    [InlineData("enrollment=x&step=mail&channel=email", 404)]
    [InlineData("enrollment=x&step=mail&channel=email&visit=1", 404)]
    public async Task Message_ThatIsNotMeantOrNotThere_IsRefused(string query, int status)
    {
        (Story story, string customer, _) = await SentAsync();
        using ApiBed bed = new(story.World);
        (await bed.SendAsync("GET", $"/api/customers/{customer}/message?{query}")).IsProblem(status, status == 400 ? "bad-request" : "not-found");
    }

    [Fact]
    public async Task Message_OfNobody_IsNotFound()
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("GET", "/api/customers/c1/message?enrollment=x&step=y&channel=email")).IsProblem(404, "not-found");
    }

    private static async Task<(Story Story, string Customer, string Enrollment)> SentAsync()
    {
        Story story = await Story.WithAsync(JourneyFiles.OneMail);
        await story.BuysAsync(Story.Hanako, "1001");
        FollowUpFlows.Pipeline.Ledger.CustomerState state = await story.StateAsync(Story.Hanako);
        return (story, state.CustomerId, Uri.EscapeDataString(state.Enrollments.Single().EnrollmentId));
    }
}
