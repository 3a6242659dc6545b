using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>Rich menus through the real process: from the folder of templates to what LINE shows a buyer.</summary>
public sealed class RichMenuTests
{
    private const string Buyer = "Udddddddddddddddddddddddddddddddd";

    private const string Menus = """
        menus:
          - { id: new, name: first, chatBarText: メニュー, picture: new.png, areas: [ { at: { x: 0, y: 0, width: 800, height: 250 }, action: { type: message, text: こんにちは } } ] }
          - { id: early, name: second, chatBarText: メニュー, picture: early.png, areas: [ { at: { x: 0, y: 0, width: 800, height: 250 }, action: { type: message, text: こんにちは } } ] }
        show:
          - { menu: new, rank: { in: new } }
          - { menu: early, rank: { in: early } }

        """;

    private const string Journey = """
        id: mine
        purpose: transactional
        trigger: { type: event, event: never }
        steps:
          - { id: never, send: { channel: [email], message: thank-you } }

        """;

    [Fact]
    public async Task Buyer_OnLine_SeesTheMenuOfTheirRank_AndAnotherWhenItMoves()
    {
        using ProgramCopy program = await ProgramCopy.WithJourneyAsync("mine", Journey);
        await program.WriteTemplateAsync("line/richmenus.yaml", Encoding.UTF8.GetBytes(Menus));
        await program.WriteTemplateAsync("line/new.png", Pictures.Png(800, 250, length: 100_000));
        await program.WriteTemplateAsync("line/early.png", Pictures.Png(800, 250, length: 100_000, fill: 1));
        await using FakedShop shop = await FakedShop.StartAsync(program);
        ShopOrder first = new("M-1") { LineUserId = Buyer };
        await shop.OrderAsync(first);
        await SeesAsync(shop, "first");
        await shop.SwitchAsync(HttpMethod.Post, shop.Line, "__fake/menu-faults/HalfAnswerAfterTaking");
        await shop.OrderAsync(first with { Id = "M-2" });
        await SeesAsync(shop, "second");
        JsonElement menus = await shop.MenusAsync();
        Assert.Equal([100_000, 100_000], menus.GetProperty("RichMenus").EnumerateArray().Select(m => m.GetProperty("PictureBytes").GetInt32()));
        Assert.DoesNotContain(Buyer, shop.Server.Log, StringComparison.Ordinal);
    }

    private static Task<string> SeesAsync(FakedShop shop, string name) => shop.Server.UntilAsync<string>(
        $"the menu '{name}'",
        async () =>
        {
            JsonElement menus = await shop.MenusAsync();
            string? id = menus.GetProperty("RichMenus").EnumerateArray()
                .Where(m => m.GetProperty("Name").GetString()!.StartsWith(name, StringComparison.Ordinal))
                .Select(m => m.GetProperty("RichMenuId").GetString())
                .SingleOrDefault();
            return id is not null && menus.GetProperty("MenusShown").TryGetProperty(Buyer, out JsonElement seen) && seen.GetString() == id ? id : null;
        });
}
