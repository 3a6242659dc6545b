using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A signature is written once and included in a mail by the menu, with an image of the library.</summary>
[Collection(SharedConsole.Name)]
public sealed class PartTests(ConsoleShop shop) : IAsyncLifetime
{
    /// <summary>One point, red.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public async Task DisposeAsync()
    {
        await shop.GiveUpDraftsAsync();
        JsonElement images = await shop.Http.GetFromJsonAsync<JsonElement>("/api/images");
        foreach (JsonElement image in images.GetProperty("items").EnumerateArray())
        {
            using HttpRequestMessage remove = new(HttpMethod.Delete, $"/api/images/{image.GetProperty("hash").GetString()}");
            remove.Headers.TryAddWithoutValidation("If-Match", $"\"{image.GetProperty("tag").GetString()}\"");
            (await shop.Http.SendAsync(remove)).EnsureSuccessStatusCode();
        }
    }

    [ConsoleFact]
    public async Task Marketer_WritesAPartAndAddsAnImage_AndPutsBothIntoAMail()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/messages?tab=parts");
        await page.GetByRole(AriaRole.Button, new() { Name = "新しい部品" }).ClickAsync();
        await page.GetByLabel("部品の名前").FillAsync("秋の署名");
        await page.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("{{shop.name}}より");
        await page.FrameLocator("iframe").GetByText("より").WaitForAsync();
        await reader.SeesAsync("下書きを保存しました");
        await reader.ShootAsync("part-editor");
        Assert.Empty(await reader.FaultsAsync());

        await reader.OpenAsync("/messages?tab=images");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "aki.png", MimeType = "image/png", Buffer = Png });
        await page.GetByLabel("画像の説明").FillAsync("秋の新作");
        await page.GetByRole(AriaRole.Button, new() { Name = "加える", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "秋の新作" }).WaitForAsync();
        await reader.ShootAsync("images");
        Assert.Empty(await reader.FaultsAsync());

        await reader.OpenAsync("/messages/email/thank-you");
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\n\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "部品", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^秋の署名") }).ClickAsync();
        IFrameLocator mail = page.FrameLocator("iframe");
        await mail.GetByText("より").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "画像", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "秋の新作" }).ClickAsync();
        await Assertions.Expect(mail.GetByRole(AriaRole.Img, new() { Name = "秋の新作" })).ToHaveJSPropertyAsync("naturalWidth", 1);  // it is shown, not only named
        await reader.SeesAsync("下書きを保存しました");
        await reader.ShootAsync("message-with-part");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync("使っている文面:");
        await reader.ShootAsync("part-publish");
        Assert.Empty(await reader.FaultsAsync());
        await reader.OpenAsync("/messages?tab=parts");
        await reader.SeesAsync("秋の署名");
        await reader.ShootAsync("parts");
        reader.ComplainsOfNothing();
    }
}
