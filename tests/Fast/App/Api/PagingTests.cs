using System.Text.Json;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Lists come in pages: every row once, whatever the limit is and whatever happens in between.</summary>
public sealed class PagingTests
{
    private const string Customer = "CUSTOMER";

    private static readonly Lazy<Task<FullShop>> Untouched = new(FullShop.OpenAsync);

    /// <summary>Each list, by what its rows are told apart, and how many there are.</summary>
    public static TheoryData<string, string, int> Lists => new()
    {
        { "/api/customers", "customerId", FullShop.Count },
        { "/api/customers?rank=new&half=current", "customerId", FullShop.Count },
        { "/api/customers?half=lapsed", "customerId", 0 },
        { $"/api/customers/{Customer}/timeline", "text.en", 1 + 1 + 2 + 3 + 2 }, // order, rank, two journeys with three messages, and their ends
        { "/api/journeys", "id", FullShop.Count },
        { "/api/enrollments", "enrollmentId", 2 * FullShop.Count },
        { "/api/enrollments?journey=thanks", "enrollmentId", FullShop.Count },
        { "/api/enrollments?since=2026-11-22", "enrollmentId", 0 },
        { $"/api/enrollments?customer={Customer}", "enrollmentId", 2 },
        { "/api/sends", "enrollmentId stepId", 3 * FullShop.Count },
        { "/api/sends?day=2026-11-21", "enrollmentId stepId", 2 * FullShop.Count },
        { "/api/sends?day=2026-11-24&state=sent", "enrollmentId stepId", FullShop.Count },
        { "/api/sends?day=2026-11-24&state=withheld", "enrollmentId stepId", 0 },
        { $"/api/sends?customer={Customer}", "enrollmentId stepId", 3 },
        { "/api/outbox", "key", 3 * FullShop.Count },
        { "/api/certificates", "number", FullShop.Count },
        { "/api/review", "id", FullShop.Count },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List_WithAnyLimit_HasTheSameRowsInTheSameOrder(string list, string key, int count)
    {
        FullShop shop = await Untouched.Value;
        using ApiBed bed = new(shop.World);
        string path = await PathAsync(list, shop);
        (IReadOnlyList<string> all, _) = await bed.PagesAsync(path, 200);
        Assert.Equal(count, all.Count);
        Assert.Equal(count, all.Select(i => KeyOf(i, key)).Distinct().Count());
        foreach (int limit in new[] { 1, 2, 3, 5, FullShop.Count })
        {
            (IReadOnlyList<string> items, int pages) = await bed.PagesAsync(path, limit);
            Assert.Equal(all, items);
            Assert.True(pages * limit >= count && (count <= limit || pages > 1), $"{pages} pages of {limit} for {count} rows");
        }
    }

    [Theory]
    [InlineData("/api/customers", "customerId")]
    [InlineData("/api/enrollments", "enrollmentId")]
    [InlineData("/api/sends?day=2026-11-21", "enrollmentId stepId")]
    [InlineData("/api/sends", "enrollmentId stepId")]
    [InlineData("/api/outbox", "key")]
    [InlineData("/api/review", "id")]
    [InlineData("/api/customers/CUSTOMER/timeline", "text.en")]
    public async Task List_ThatGrowsBetweenItsPages_HasEveryRowOfBeforeOnce(string list, string key)
    {
        FullShop shop = await FullShop.OpenAsync();
        using ApiBed bed = new(shop.World);
        string path = await PathAsync(list, shop);
        string[] before = [.. (await bed.PagesAsync(path, 200)).Items.Select(i => KeyOf(i, key))];
        int turn = 0;
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync(path, 2, async () =>
        {
            if (turn++ < 5)
            {
                await shop.BuysAsync();
                await shop.SendsUnreadableAsync();
                await shop.AddCopyAsync(turn);
                await shop.Story.BuysAsync(FullShop.Who(1), $"again-{turn}");
            }
        });
        Assert.True(pages > 2);
        string[] seen = [.. items.Select(i => KeyOf(i, key))];
        Assert.Equal(seen.Length, seen.Distinct().Count());
        Assert.Empty(before.Except(seen));
    }

    /// <summary>A walk that finds little stops after a number of rows and goes on from there.</summary>
    [Fact]
    public async Task List_WhoseRowsAreFarApart_GoesOnOverEmptyPages()
    {
        (TestWorld world, TestShop shop) = await TestWorld.WithAsync(JourneyFiles.OneMail);
        await shop.TellAsync("1", FullShop.Who(1).Bought(Told.Order("1", 0)));
        world.ShopClock.MoveTo(Told.Noon.AddDays(300));
        using ApiBed bed = new(world);
        ApiAnswer first = await bed.GetAsync("/api/enrollments");
        Assert.Empty(first.Items);
        Assert.NotNull(first.Next);
        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/enrollments", 50);
        Assert.Equal((1, 1), (items.Count, pages));
    }

    private static async Task<string> PathAsync(string list, FullShop shop) =>
        list.Replace(Customer, (await shop.Story.StateAsync(FullShop.Who(1))).CustomerId, StringComparison.Ordinal);

    private static string KeyOf(string item, string key)
    {
        JsonElement json = JsonDocument.Parse(item).RootElement;
        return string.Join(' ', key.Split(' ').Select(k => ApiAnswer.At(json, k)));
    }
}
