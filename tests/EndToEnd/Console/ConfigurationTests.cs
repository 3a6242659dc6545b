using System.IO.Compression;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>The configuration goes out as a ZIP, and what somebody has changed in it comes in as a draft.</summary>
[Collection(SharedConsole.Name)]
public sealed class ConfigurationTests(ConsoleShop shop) : IAsyncLifetime
{
    private const string Changed = "journeys/win-back.yaml";

    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Configuration_TakenOutAndIn_IsTheSame_AndAChangeIsADraft()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/settings");
        await page.GetByRole(AriaRole.Link, new() { Name = "書き出しと取り込み" }).ClickAsync();
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "ZIPをダウンロード" }).ClickAsync());
        Assert.Equal("followupflows-2026-03-02.zip", download.SuggestedFilename);
        byte[] zip = await File.ReadAllBytesAsync(await download.PathAsync());
        await ChooseAsync(page, zip);
        await reader.SeesAsync("取り込むと変わるファイルはありません。");

        await ChooseAsync(page, Edited(zip));
        await page.GetByRole(AriaRole.Cell, new() { Name = Changed }).WaitForAsync();
        await reader.SeesAsync("中身が変わる");
        await reader.ShootAsync("configuration-preview");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "下書きとして取り込む" }).ClickAsync();
        await reader.SeesAsync("1件を下書きとして取り込みました。");
        await page.GetByRole(AriaRole.Button, new() { Name = "取り込んだ下書きを公開する" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "公開する", Exact = true }).WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    private static Task ChooseAsync(IPage page, byte[] zip) =>
        page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "shop.zip", MimeType = "application/zip", Buffer = zip });

    private static byte[] Edited(byte[] zip)
    {
        using MemoryStream stream = new();
        stream.Write(zip);
        using (ZipArchive archive = new(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.GetEntry(Changed)!;
            using StreamWriter end = new(entry.Open());
            end.BaseStream.Seek(0, SeekOrigin.End);
            end.Write("# 写し\n");
        }

        return stream.ToArray();
    }
}
