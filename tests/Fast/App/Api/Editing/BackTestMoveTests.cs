using System.Text.Json;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Pipeline.Journeys.MovingShop;

namespace FollowUpFlows.Tests.Fast.App.Api.Editing;

/// <summary>The check against the ledger where customers went on in a newer version of their journey.</summary>
public sealed class BackTestMoveTests
{
    private static readonly string[] Old = [Mail("now"), Mail("three", "after: 3d"), Mail("five", "after: 5d")];

    /// <summary>What is alike in spite of the move is no difference: before it, after it, and what only the new version has.</summary>
    [Fact]
    public async Task Check_OfThoseWhoWentOn_WithTheSameMessages_IsEqual()
    {
        MovingShop shop = await LivedAsync([.. Old, Mail("six", "after: 6d")]);
        Assert.Equal(["21T12:00 now email", "24T10:00 three email", "26T10:00 five email", "27T10:00 six email"], shop.Story.Sent);
        JsonElement check = await BackTestCheckTests.CheckAsync(shop.Story);
        Assert.Equal(("true", "4"), (ApiAnswer.At(check, "isEqual"), ApiAnswer.At(check, "compared")));
    }

    /// <summary>A step before the one at which they stood does not come to them; whoever is inside from the beginning gets it.</summary>
    [Fact]
    public async Task Check_OfAStepThatTheyStoodBehind_SaysThatTheyWentOn()
    {
        MovingShop shop = await LivedAsync([Old[0], Mail("two", "after: 2d"), .. Old[1..]]);
        JsonElement found = Assert.Single((await BackTestCheckTests.CheckAsync(shop.Story)).GetProperty("differences").EnumerateArray());
        Assert.Equal(("two", "moved-to-new-version", "sent"), (ApiAnswer.At(found, "step"), ApiAnswer.At(found, "cause"), ApiAnswer.At(found, "replayed.state")));
    }

    /// <summary>What they owe and do not have is explained by no move.</summary>
    [Fact]
    public async Task Check_OfARowThatIsGoneAfterTheMove_NamesIt()
    {
        MovingShop shop = await LivedAsync([.. Old, Mail("six", "after: 6d")]);
        CustomerState state = await shop.Story.StateAsync(Story.Hanako);
        SendRow row = state.Sends.Values.Select(SendRows.Row).Single(r => r.Key.StepId == "five");
        await shop.Story.World.Tables.WriteAsync(Tables.Customers, state.CustomerId, [new EntityChange.Delete(SendRows.KeyOf(row.Key))], default);
        JsonElement found = Assert.Single((await BackTestCheckTests.CheckAsync(shop.Story)).GetProperty("differences").EnumerateArray());
        Enrollment entered = (await shop.AllAsync())[1];
        Assert.Equal(("five", "unknown", entered.EnrollmentId), (ApiAnswer.At(found, "step"), ApiAnswer.At(found, "cause"), ApiAnswer.At(found, "enrollmentId")));
    }

    /// <summary>Hanako enters at noon of the 21st, and goes on a day later in a version of these steps; it is the morning of the 30th.</summary>
    private static async Task<MovingShop> LivedAsync(IReadOnlyList<string> after)
    {
        static string Steps(IEnumerable<string> steps) => string.Join('\n', steps.Select(s => "  - " + s));
        MovingShop shop = await OpenAsync(Steps(Old));
        await shop.Story.UntilAsync("22T12:00");
        await shop.PublishAsync(Steps(after));
        await shop.WakeAsync();
        await shop.Story.UntilAsync("30T09:00");
        Assert.Equal(["v1 NewVersion", "v2 Completed from three"], await shop.EnrollmentsAsync());
        return shop;
    }
}
