using System.Text.Json;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

public sealed class CustomerTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Customer_AsJson_HasEverythingThatHappened_LatestLast()
    {
        string customerId = await WriteAsync();
        JsonElement page = folder.Run("customer", customerId, "--format", "json").Json();
        Assert.Equal(("Anna", "anna@example.com"), (page.GetProperty("name").GetString(), page.GetProperty("email").GetString()));
        Assert.Equal(
            [
                "order 1001 of 5000 JPY (paid)",
                "marketing on Email: granted, stated at form",
                "entered two v1, caused by shop-main|1",
                "message sent (thank-you on Line, step now)",
                "event survey: good",
                "rank in six-rank: prospect → new, because of purchase",
                "2000 JPY of order 1001 went back",
                "marketing on Email: withdrawn, stated at unsubscribe-link",
                "marketing on Line: withdrawn, stated at unsubscribe-link",
                "at step by-rank went the way 2",
                "message withheld: no consent (thank-you on Email, step later)",
                "message deferred: quiet hours (thank-you on Line, step last)",
                "left two v1: new order",
            ],
            page.GetProperty("timeline").EnumerateArray().Select(e => e.GetProperty("text").GetString()));
        Assert.Equal("NoConsent", page.GetProperty("timeline")[10].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Customer_ForPeople_IsToldInJapaneseUnlessAsked()
    {
        string customerId = await WriteAsync();
        string text = folder.Run("customer", customerId).Output;
        Assert.All(
            [
                "注文 1001　5,000円（入金済み）",
                "シナリオ two v1 を開始　きっかけ: shop-main|1",
                "送信しました（thank-you、LINE、ステップ now）",
                "ランク（six-rank）: prospect → new　理由: 購入・返品・キャンセル",
                "注文 1001 の返金　2,000円",
                "メールの配信: 停止（unsubscribe-link）",
                "送りませんでした: 配信同意がありません（thank-you、メール、ステップ later）",
                "送信を見合わせ中: 配信不可時間帯（thank-you、LINE、ステップ last）",
                "シナリオ two v1 を終了: 新しい注文",
            ],
            sentence => Assert.Contains(sentence, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("anna@example.com")]
    [InlineData("ＡＮＮＡ@example.com")]
    [InlineData("090-1234-5678")]
    [InlineData("+81 90 1234 5678")]
    [InlineData("77")]
    public async Task Customer_IsFoundByWhatIsKnownOfThem(string id)
    {
        string customerId = await WriteAsync();
        Assert.StartsWith(customerId, folder.Run("customer", id, "--language", "en").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("78")]
    [InlineData("bert@example.com")]
    [InlineData("c/../x")]
    [InlineData("")]
    public async Task Customer_WhoIsNotKnown_IsRefused(string id)
    {
        await WriteAsync();
        CommandRun run = folder.Run("customer", id);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"no customer is known by '{id}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customer_WithAHeldRank_IsShownWithItsProof()
    {
        string customerId = await WriteAsync();
        string text = folder.Run("customer", customerId, "--language", "en").Output;
        Assert.Contains("Ordered on", text, StringComparison.Ordinal);
        Assert.Contains("1001", text, StringComparison.Ordinal);
        JsonElement rank = Assert.Single(folder.Run("customer", customerId, "--format", "json").Json().GetProperty("ranks").EnumerateArray());
        Assert.Equal(("six-rank", "new", "2026-11-21"), (rank.GetProperty("model").GetString(), rank.GetProperty("rank").GetString(), rank.GetProperty("sinceOn").GetString()));
        Assert.NotEmpty(rank.GetProperty("wayUp").GetString()!);
    }

    [Fact]
    public async Task Customer_AsCsv_HasALineForEach()
    {
        string customerId = await WriteAsync();
        string[] lines = folder.Run("customer", customerId, "--format", "csv").OutputLines;
        Assert.Equal(14, lines.Length);
        Assert.Equal($"2026-11-21T03:00:02.0000000+00:00,Send,Sent,,thank-you,two:{customerId},now,Line,,2026-11-21T03:00:00.0000000+00:00", lines[4]);
    }

    [Theory]
    [InlineData("--state", "running", 1)]
    [InlineData("--state", "ended", 2)]
    [InlineData("--journey", "two", 3)]
    [InlineData("--journey", "three", 0)]
    [InlineData("--limit", "2", 2)]
    [InlineData("--since", "2026-11-22", 1)]
    [InlineData("--until", "2026-11-21", 2)]
    [InlineData("--customer", "anna@example.com", 1)]
    [InlineData("--customer", "nobody@example.com", 0)]
    public async Task Enrollments_AreThoseAskedFor(string option, string value, int count)
    {
        await WriteAsync();
        string[] until = option == "--until" ? [] : ["--until", "2026-11-30"];
        string[] ids = [.. folder.Run(["enrollments", "--format", "json", option, value, .. until]).Json().EnumerateArray().Select(e => e.GetProperty("enrollmentId").GetString()!)];
        Assert.Equal(count, ids.Length);
        Assert.Equal(option is "--journey" && count > 0 ? "two:c3" : ids.FirstOrDefault(), ids.FirstOrDefault());  // the latest first
    }

    [Fact]
    public async Task Enrollments_ForPeople_SayHowFarTheyAre()
    {
        await WriteAsync();
        string output = folder.Run("enrollments", "--until", "2026-11-30").Output;
        Assert.Contains("進行中", output, StringComparison.Ordinal);
        Assert.Contains("新しい注文で終了", output, StringComparison.Ordinal);
        Assert.Contains("2026-11-21 12:00", output, StringComparison.Ordinal);
    }

    /// <summary>Anna with a full life, and two more who entered.</summary>
    private async Task<string> WriteAsync()
    {
        folder.Write("settings.json", """{ "Sources": { "shop": { "Kind": "standard", "Secrets": [ "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" ] } } }""");
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        TestShop process = new(shop.World);
        await process.Publish.RunAsync(JourneyFiles.Set().WithRanks(), default);
        SourceCustomer anna = Told.Account("77", 0, "anna@example.com").Agreeing(-5) with { Name = "Anna", Phone = "090-1234-5678" };
        string customerId = (await process.Ledger.OrderAsync("shop", "standard:shop", Told.Order("1001", 0), anna, default))!;
        await process.Ledger.RefundAsync("shop", "1001", Told.Refund("r1", 2000), default);
        await shop.PutAsync(Tables.Customers, customerId, "event:e1", new() { ["Key"] = "e1", ["Type"] = "survey", ["At"] = Told.At(10), ["On"] = "2026-11-21", ["Value"] = "good" });
        await shop.PutAsync(Tables.Customers, customerId, "move:six-rank:1:new", new()
        {
            ["ModelId"] = "six-rank",
            ["From"] = "prospect",
            ["To"] = "new",
            ["On"] = "2026-11-21",
            ["At"] = Told.At(20),
            ["Cause"] = "Purchase",
        });
        await shop.PutAsync(Tables.Customers, customerId, "rank:six-rank", new()
        {
            ["ModelId"] = "six-rank",
            ["RankId"] = "new",
            ["SinceOn"] = "2026-11-21",
            ["AsOf"] = "2026-11-21",
            ["Currency"] = "JPY",
            ["Orders"] = 1L,
            ["Total"] = 3000L,
            ["Charged"] = 5000L,
            ["Discount"] = 0L,
            ["Cost"] = 0L,
            ["Costed"] = 0L,
            ["FirstOn"] = "2026-11-21",
            ["LastOn"] = "2026-11-21",
            ["ShopRevenue"] = 3000L,
            ["ShopOrders"] = 1L,
            ["ShopCustomers"] = 1L,
        });
        shop.World.ShopClock.MoveTo(CertifiedShop.Morning.AddMinutes(1));
        await process.Withdraw.RunAsync(customerId, "unsubscribe-link", default);
        await shop.EnrollAsync(customerId, end: EndReason.NewOrder, endedAt: CertifiedShop.Morning.AddDays(9));
        await shop.SendAsync(customerId);
        await shop.SendAsync(customerId, "later", "Withheld", CertifiedShop.Morning.AddDays(2), "Email");
        await shop.SendAsync(customerId, "last", "Planned", CertifiedShop.Morning.AddDays(3), changes: new() { ["Reason"] = "QuietHours", ["DeferredUntil"] = CertifiedShop.Morning.AddDays(4) });
        await shop.PutAsync(Tables.Customers, customerId, RowKeys.Of("choice", CertifiedShop.IdOf(customerId), "by-rank"), new()
        {
            ["EnrollmentId"] = CertifiedShop.IdOf(customerId),
            ["StepId"] = "by-rank",
            ["Arm"] = 1L,
            ["At"] = CertifiedShop.Morning.AddDays(1),
        });
        await shop.EnrollAsync("c2", end: EndReason.Completed, endedAt: CertifiedShop.Morning);
        await shop.EnrollAsync("c3", at: CertifiedShop.Morning);
        await folder.WriteAsync(shop.World.Tables);
        return customerId;
    }
}
