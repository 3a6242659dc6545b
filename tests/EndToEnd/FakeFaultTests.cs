using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The shipped journeys over providers that fail in all their ways while days pass: every day certifies, and nobody gets
/// anything twice.</summary>
public sealed class FakeFaultTests
{
    private const int Buyers = 12;

    private static readonly string[] MailFaults = ["TooManyRequests", "TakenThenServerError", "HalfAnswer", "TakenThenBroken"];
    private static readonly string[] LineFaults = ["RateLimit", "ServerErrorAfterTaking", "HalfAnswerAfterTaking", "TokensTakenBack", "ServerError"];

    [Fact]
    public async Task Days_WithEveryFault_AreCertifiedAndNothingIsDoubled()
    {
        // An hour of the shop in a second: a pause of the providers stays one of real time.
        await using FakedShop shop = await FakedShop.StartAsync(null, "--clock", "2026-11-21T12:00:00+09:00", "--speed", "3600");
        await shop.SwitchAsync(HttpMethod.Post, shop.SendGrid, "__fake/events/twice");
        for (int number = 1; number <= Buyers; number++)
        {
            await shop.SwitchAsync(HttpMethod.Post, shop.SendGrid, $"__fake/faults/{MailFaults[number % MailFaults.Length]}");
            await shop.SwitchAsync(HttpMethod.Post, shop.Line, $"__fake/faults/{LineFaults[number % LineFaults.Length]}");
            await shop.OrderAsync(new ShopOrder(string.Create(CultureInfo.InvariantCulture, $"T-{number}"))
            {
                Email = string.Create(CultureInfo.InvariantCulture, $"buyer.{number}@example.com"),
                LineUserId = number % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"U{number:x32}") : null,
                HasConsented = true,
                OrderedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(9)),
            });
        }

        // A fast shop is certified while messages are on their way; such a day is certified again.
        await shop.Server.UntilAsync<string[]>("four days whose latest certificate holds", async () =>
        {
            using JsonDocument read = JsonDocument.Parse(await shop.Server.Http.GetStringAsync("/api/certificates?limit=200"));
            string[] days =
            [
                .. read.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("certificate").Clone())
                    .GroupBy(c => c.GetProperty("date").GetString()!)
                    .Where(day => day.First().GetProperty("holds").GetBoolean())
                    .Select(day => day.Key),
            ];
            return days.Length >= 4 ? days : null;
        });

        (IReadOnlyList<JsonElement> mails, IReadOnlyList<JsonElement> lines) = await shop.DeliveredAsync();
        string[] keys = [.. mails.Select(m => m.GetProperty("args").GetProperty("ff_mid").GetString()!)];
        Assert.Equal(keys.Distinct().Count(), keys.Length);
        string[] lineKeys = [.. lines.Select(l => l.GetProperty("Key").GetString()!)];
        Assert.Equal(lineKeys.Distinct().Count(), lineKeys.Length);
        Assert.Contains(mails, m => m.GetProperty("categories")[0].GetString() == "new-follow");  // the third day's letter
        Assert.NotEmpty(lines);
        Assert.DoesNotContain("@example.com", shop.Server.Log, StringComparison.Ordinal);
    }
}
