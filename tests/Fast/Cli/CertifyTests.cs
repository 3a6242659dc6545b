using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

public sealed class CertifyTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Certify_DayInOrder_SaysSoToPeople()
    {
        await WriteAsync(await ShopAsync("Sent", "Withheld"));
        CommandRun run = folder.Run("certify", "--date", "2026-11-21");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2026-11-21の配信証明書  OK", run.Output, StringComparison.Ordinal);
        Assert.Contains("送るべきもの 2 = 処理済み 2 + 延期 0 + 保留 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("配信見送り", run.Output, StringComparison.Ordinal);
        Assert.Contains("署名なし", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certify_Twice_ShowsTheSameCertificate()
    {
        await WriteAsync(await ShopAsync("Sent"));
        JsonElement first = folder.Run("certify", "--date", "2026-11-21", "--format", "json").Json();
        JsonElement second = folder.Run("certify", "--date", "2026-11-21", "--format", "json").Json();
        Assert.Equal((true, false), (IsNew(first), IsNew(second)));
        Assert.Equal(first.GetProperty("certificate").GetProperty("hash").GetString(), second.GetProperty("certificate").GetProperty("hash").GetString());
        Assert.Equal((1, 1, 1, true), (Number(first, "due"), Number(first, "settled"), first.GetProperty("byState").GetProperty("Sent").GetInt32(), first.GetProperty("holds").GetBoolean()));
    }

    [Fact]
    public async Task Certify_DayWithSomethingOpen_IsRefusedWithTheList()
    {
        await WriteAsync(await ShopAsync("Sent", "Planned"));
        CommandRun run = folder.Run("certify", "--date", "2026-11-21", "--language", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Certificate of 2026-11-21  NG", run.Output, StringComparison.Ordinal);
        Assert.Contains("due 2 = settled 1 + deferred 0 + held 0 + not accounted for 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("two:c1", run.Output, StringComparison.Ordinal);
        Assert.Contains("2026-11-21 12:00", run.Output, StringComparison.Ordinal);

        string[] csv = folder.Run("certify", "--date", "2026-11-21", "--format", "csv").OutputLines;
        Assert.Equal(
            [
                "date,state,channel,reason,count,customer_id,enrollment_id,step_id,due_at",
                "2026-11-21,Planned,Line,,1,,,,",
                "2026-11-21,Sent,Line,,1,,,,",
                "2026-11-21,Planned,,was due and is not decided,1,c1,two:c1,now,2026-11-21T03:00:00.0000000+00:00",
            ],
            csv);
    }

    [Fact]
    public async Task Certify_RowAlteredSince_IsRefusedAndNamed()
    {
        CertifiedShop shop = await ShopAsync("Sent");
        await shop.IssueAsync();
        await shop.SendAsync("c0", changes: new() { ["ProviderId"] = "p2" });
        folder.Write("settings.json", $$"""{ "Certificates": { "Key": "{{Convert.ToBase64String(CertifiedShop.Key(1))}}" } }""");
        await WriteAsync(shop);
        CommandRun run = folder.Run("certify", "--date", "2026-11-21");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("改ざんの疑い: the row of customer c0, two:c0, step now was altered", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certify_WithAnotherKey_IsRefused()
    {
        CertifiedShop shop = await ShopAsync("Sent");
        await shop.IssueAsync();
        folder.Write("settings.json", $$"""{ "Certificates": { "Key": "{{Convert.ToBase64String(CertifiedShop.Key(2))}}" } }""");
        await WriteAsync(shop);
        CommandRun run = folder.Run("certify", "--date", "2026-11-21", "--language", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken chain: number 1 is signed with another key", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-21T23:59:59+09:00", 1)]
    [InlineData("2026-11-22T00:00:00+09:00", 0)]
    public async Task Certify_DayThatIsNotOver_IsRefused(string clock, int code)
    {
        await WriteAsync(await ShopAsync("Sent"));
        CommandRun run = folder.Run("certify", "--date", "2026-11-21", "--clock", clock);
        Assert.Equal(code, run.ExitCode);
        Assert.Equal(code == 1, run.Error.Contains("2026-11-21 is not over by the shop's clock", StringComparison.Ordinal));
    }

    [Fact]
    public void Certify_WithoutADataFolder_SaysWhatToName() =>
        Assert.Contains("is no data folder", folder.Run("certify", "--date", "2026-11-21").Error, StringComparison.Ordinal);

    private static bool IsNew(JsonElement page) => page.GetProperty("certificate").GetProperty("isNew").GetBoolean();

    private static int Number(JsonElement page, string name) => page.GetProperty(name).GetInt32();

    /// <summary>Customers c0, c1 … with a row each in these states.</summary>
    private static async Task<CertifiedShop> ShopAsync(params string[] states)
    {
        CertifiedShop shop = await CertifiedShop.OpenAsync();
        foreach ((int index, string state) in states.Index())
        {
            await shop.EnrollAsync($"c{index}");
            await shop.SendAsync($"c{index}", state: state);
        }

        return shop;
    }

    private Task WriteAsync(CertifiedShop shop) => folder.WriteAsync(shop.World.Tables);
}
