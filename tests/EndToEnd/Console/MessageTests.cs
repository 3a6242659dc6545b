using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A message is written beside what its customer gets of it.</summary>
[Collection(SharedConsole.Name)]
public sealed class MessageTests(ConsoleShop shop)
{
    [ConsoleFact]
    public async Task Marketer_ChangesAMail_AndSeesItAsACustomerDoes()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync("/journeys/thank-you/edit");
        await page.Locator(".react-flow__node[data-id='step:thanks']").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "文面を編集する（メール）" }).ClickAsync();
        IFrameLocator mail = page.FrameLocator("iframe");
        await mail.Locator("body").WaitForAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\n\n追伸 {{customer.nameWithHonorific}}、よい一日を。");
        await mail.GetByText("、よい一日を。").WaitForAsync();
        Assert.DoesNotContain("{{", await mail.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        await reader.SeesAsync("下書きを保存しました");

        await page.GetByLabel("お客さまを探す").FillAsync("@example.jp");
        await page.GetByRole(AriaRole.Button, new() { Name = "探す", Exact = true }).ClickAsync();
        await reader.SettledAsync();
        await reader.ShootAsync("message-editor-mail");
        Assert.Empty(await reader.FaultsAsync());
        Assert.DoesNotContain(asked, url => url.Contains("example", StringComparison.Ordinal));

        await page.Keyboard.PressAsync("Control+End");
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" {{customer.nickname}}");
        await reader.SeesAsync("このままでは読めません");
        await page.Locator(".cm-lint-marker-error").First.WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task LineMessage_IsDrawnAsInATalk()
    {
        await using Reader reader = await shop.ReaderAsync("en");
        await reader.OpenAsync("/journeys/thank-you/messages/line/thank-you");
        await reader.Page.GetByLabel("Text").First.WaitForAsync();
        await reader.SeesAsync("As the customer gets it");
        await reader.Page.GetByText("bubbles").First.WaitForAsync();
        await reader.ShootAsync("message-editor-line");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }
}
