using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.App.Api.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>A cursor is taken where it was given, and nowhere else.</summary>
public sealed class CursorTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("enrolled:2026-11-21:3/c1:thanks")]
    [InlineData("茶")]
    public void Cursor_InItsOwnList_LeadsBackToThePosition(string position) =>
        Assert.Equal(position, PageCursor.Read("list", PageCursor.Write("list", position)));

    [Fact]
    public void Cursor_ChangedAnywhere_IsNone()
    {
        string cursor = PageCursor.Write("list", "3/c123");
        for (int i = 0; i < cursor.Length; i++)
        {
            char other = cursor[i] == 'A' ? 'B' : 'A';
            Assert.Null(PageCursor.Read("list", cursor[..i] + other + cursor[(i + 1)..]));
            Assert.Null(PageCursor.Read("list", cursor[..i]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("not base64!")]
    [InlineData("YWJjZGVmZ2hpag")] // a mark and no position
    public void Cursor_ThatWasNeverGiven_IsNone(string cursor) => Assert.Null(PageCursor.Read("list", cursor));

    [Fact]
    public void Cursor_LongerThanAnyThatIsGiven_IsNone() => Assert.Null(PageCursor.Read("list", new string('A', 10_000)));

    [Fact]
    public async Task Cursor_OfAnotherListOrOtherFilters_IsRefused()
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        string next = Uri.EscapeDataString((await bed.GetAsync("/api/sends?day=2026-11-21&limit=3")).Next!);
        await bed.GetAsync($"/api/sends?day=2026-11-21&limit=7&cursor={next}");  // another limit is fine
        foreach (string path in new[]
        {
            $"/api/sends?day=2026-11-24&cursor={next}", $"/api/sends?cursor={next}", $"/api/sends?day=2026-11-21&state=sent&cursor={next}", $"/api/enrollments?cursor={next}",
            $"/api/sends?day=2026-11-21&cursor={next}x",
        })
        {
            Assert.Contains("'cursor'", (await bed.SendAsync("GET", path)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cursor_OfAnotherCustomersTimeline_IsRefused()
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        string one = (await shop.Story.StateAsync(FullShop.Who(1))).CustomerId;
        string two = (await shop.Story.StateAsync(FullShop.Who(2))).CustomerId;
        string next = Uri.EscapeDataString((await bed.GetAsync($"/api/customers/{one}/timeline?limit=2")).Next!);
        (await bed.SendAsync("GET", $"/api/customers/{two}/timeline?cursor={next}")).IsProblem(400, "bad-request");
    }
}
